package dev.fovea.nn.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Saves the training after each epoch: {@code epoch-0007.fovea} and, where a figure is watched,
 * {@code best.fovea}.
 *
 * @param folder where
 * @param last how many of the last epochs are kept
 * @param best the figure whose best epoch is kept, if any
 * @param writer what writes them
 */
public record Checkpoints(
    Path folder, int last, Optional<String> best, Optional<CheckpointWriter> writer)
    implements Callback {
  public Checkpoints {
    if (last < 0) {
      throw new IllegalArgumentException("checkpoints: expected at least 0 but was " + last);
    }
  }

  /** Keeps the last epoch in this folder. */
  public static Checkpoints in(Path folder) {
    return new Checkpoints(folder, 1, Optional.empty(), Optional.empty());
  }

  /** With so many of the last epochs kept. */
  public Checkpoints keepLast(int epochs) {
    return new Checkpoints(folder, epochs, best, writer);
  }

  /** With the best epoch kept too, by a figure such as {@code val_accuracy}. */
  public Checkpoints keepBest(String figure) {
    return new Checkpoints(folder, last, Optional.of(figure), writer);
  }

  /** With another writer than the one of the module path or class path. */
  public Checkpoints writer(CheckpointWriter chosen) {
    return new Checkpoints(folder, last, best, Optional.of(chosen));
  }

  @Override
  public Listener begin(Run run) {
    return new Keeper(run, writer.orElseGet(Checkpoints::service));
  }

  private static CheckpointWriter service() {
    return ServiceLoader.load(CheckpointWriter.class)
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "checkpoints: no writer found; add dev.fovea.formats, or call writer(…)"));
  }

  private final class Keeper implements Listener {
    private final Run run;
    private final CheckpointWriter out;
    private final Deque<Path> kept = new ArrayDeque<>();

    Keeper(Run run, CheckpointWriter out) {
      this.run = run;
      this.out = out;
    }

    @Override
    public void on(Event event) {
      if (event instanceof Event.EpochEnded(Epoch epoch)) {
        try {
          save(epoch);
        } catch (IOException failed) {
          throw new UncheckedIOException(
              "checkpoints: cannot write in " + folder + ": " + failed.getMessage(), failed);
        }
      }
    }

    private void save(Epoch epoch) throws IOException {
      Files.createDirectories(folder);
      Checkpoint checkpoint =
          new Checkpoint(run.model(), run.optimizer(), run.history(), run.fit());
      if (last > 0) {
        Path file = folder.resolve("epoch-%04d%s".formatted(epoch.number(), out.extension()));
        out.write(file, checkpoint);
        kept.add(file);
        while (kept.size() > last) {
          Files.deleteIfExists(kept.remove());
        }
      }
      if (best.isPresent() && run.history().best(best.get()).number() == epoch.number()) {
        out.write(folder.resolve("best" + out.extension()), checkpoint);
      }
    }
  }
}
