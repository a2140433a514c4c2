package dev.fovea.cli;

import dev.fovea.nn.train.Epoch;
import dev.fovea.nn.train.Event;
import dev.fovea.nn.train.Run;
import dev.fovea.nn.train.TrainerCallback;
import java.util.Locale;

/** Shows how a training goes: a bar on a terminal, and a line for each epoch everywhere. */
record Progress(Terminal terminal) implements TrainerCallback {
  private static final long REDRAW_NANOS = 100_000_000;
  private static final int BAR = 24;

  @Override
  public Listener begin(Run run) {
    return new Lines(run.fit().epochs());
  }

  private final class Lines implements Listener {
    private final int epochs;
    private final int width;
    private final String full = terminal.canShow("━") ? "━" : "=";
    private final String rest = terminal.canShow("─") ? "─" : "-";
    private int examplesPerEpoch;
    private int firstEpoch = 1;
    private long epochStart;
    private long fitStart;
    private long drawn;
    private double shareBefore;
    private boolean isFirstBatch;

    Lines(int epochs) {
      this.epochs = epochs;
      this.width = Integer.toString(epochs).length();
    }

    @Override
    public void on(Event event) {
      switch (event) {
        case Event.FitStarted started -> {
          examplesPerEpoch = started.examples();
          firstEpoch = started.firstEpoch();
          fitStart = System.nanoTime();
        }
        case Event.EpochStarted(int epoch) -> {
          epochStart = System.nanoTime();
          isFirstBatch = epoch == firstEpoch;
        }
        case Event.BatchEnded batch -> draw(batch);
        case Event.EpochEnded(Epoch epoch) -> report(epoch);
        case Event.PointReached _, Event.ValidationStarted _ -> {}
        case Event.FitEnded _ -> {
          if (terminal.interactive()) {
            terminal.replaceLine("");
          }
        }
      }
    }

    private void draw(Event.BatchEnded batch) {
      long now = System.nanoTime();
      if (isFirstBatch) {
        isFirstBatch = false;
        shareBefore = (batch.batch() - 1.0) / batch.batches();
      }
      if (!terminal.interactive() || now - drawn < REDRAW_NANOS) {
        return;
      }
      drawn = now;
      double share = (double) batch.batch() / batch.batches();
      int done = (int) Math.round(BAR * share);
      double skipped = batch.epoch() == firstEpoch ? shareBefore : 0;
      double perSecond =
          (batch.examples() - skipped * examplesPerEpoch)
              / Math.max(1e-9, (now - epochStart) / 1e9);
      double before = batch.epoch() - firstEpoch + share - shareBefore;
      double left =
          (now - fitStart) / 1e9 / before * (epochs - firstEpoch + 1 - shareBefore - before);
      terminal.replaceLine(
          String.format(
              Locale.ROOT,
              "%s %s%s  loss %.4f  acc %6s  %s/s  %s left",
              head(batch.epoch()),
              terminal.accent(full.repeat(done)),
              terminal.dim(rest.repeat(BAR - done)),
              batch.soFar().value("loss"),
              String.format(Locale.ROOT, "%.2f%%", 100 * batch.soFar().value("accuracy")),
              NumberFormat.number(Math.round(perSecond)),
              NumberFormat.clock(left)));
    }

    private void report(Epoch epoch) {
      StringBuilder text = new StringBuilder(head(epoch.number()));
      epoch
          .values()
          .forEach((name, value) -> {
            switch (name) {
              case "loss", "val_loss" -> text.append(figure(name, NumberFormat.loss(value)));
              case "accuracy", "val_accuracy" ->
                  text.append(figure(name, String.format(Locale.ROOT, "%.2f%%", 100 * value)));
              default -> {}
            }
          });
      double seconds = epoch.value("seconds");
      text.append(String.format(Locale.ROOT, "  %.1f s", seconds));
      if (!terminal.interactive()) {
        text.append(
            String.format(Locale.ROOT, "  %,d examples/s", Math.round(examplesPerEpoch / seconds)));
        terminal.line(text.toString());
      } else {
        terminal.replaceLine(text.toString());
        terminal.line("");
      }
    }

    private String figure(String name, String value) {
      return "  " + terminal.dim(name) + " " + value;
    }

    private String head(int epoch) {
      return terminal.bold(String.format(Locale.ROOT, "epoch %" + width + "d/%d", epoch, epochs));
    }
  }
}
