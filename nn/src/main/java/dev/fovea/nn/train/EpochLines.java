package dev.fovea.nn.train;

import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Says what each epoch brought, in a line such as {@code epoch 3/20 loss 0.1474 accuracy 95.46 %
 * val_loss 0.0617 val_accuracy 98.00 % 0.8 s}, and at the end why the training stopped early if it
 * did. Accuracies are said in percent, everything else as a number; the learning rate only where a
 * schedule changes it.
 *
 * @param said takes each line, such as {@code IO::println} or the method of a logger
 */
public record EpochLines(Consumer<String> said) implements TrainerCallback {
  /** Lines for this consumer. */
  public static EpochLines to(Consumer<String> said) {
    return new EpochLines(said);
  }

  @Override
  public Listener begin(Run run) {
    return event -> {
      switch (event) {
        case Event.EpochEnded(Epoch epoch) -> said.accept(line(epoch, run));
        case Event.FitEnded(History history) -> {
          if (!history.epochs().isEmpty() && history.last().number() < run.fit().epochs()) {
            said.accept(history.end());
          }
        }
        case Event.FitStarted _,
            Event.EpochStarted _,
            Event.BatchEnded _,
            Event.PointReached _,
            Event.ValidationStarted _ -> {}
      }
    };
  }

  private static String line(Epoch epoch, Run run) {
    int epochs = run.fit().epochs();
    int width = Integer.toString(epochs).length();
    StringBuilder line =
        new StringBuilder(
            String.format(Locale.ROOT, "epoch %" + width + "d/%d", epoch.number(), epochs));
    for (Map.Entry<String, Double> figure : epoch.values().entrySet()) {
      String name = figure.getKey();
      switch (name) {
        case MetricNames.SECONDS ->
            line.append(String.format(Locale.ROOT, "  %.1f s", figure.getValue()));
        case MetricNames.LEARNING_RATE -> {
          if (run.hasSchedule()) {
            line.append(String.format(Locale.ROOT, "  %s %.3g", name, figure.getValue()));
          }
        }
        default -> line.append("  ").append(name).append(' ').append(text(name, figure.getValue()));
      }
    }
    return line.toString();
  }

  private static String text(String name, double value) {
    return name.endsWith("accuracy")
        ? String.format(Locale.ROOT, "%.2f %%", 100 * value)
        : String.format(Locale.ROOT, "%.4f", value);
  }
}
