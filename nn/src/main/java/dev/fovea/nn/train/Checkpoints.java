package dev.fovea.nn.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Saves the training after each epoch, {@code epoch-0007.fovea}, and, where a figure is watched,
 * {@code best.fovea}. At a {@link Pace} it also saves within epochs: {@code
 * epoch-0008-batch-00000120.fovea} is a training of 7 epochs and 120 batches. Of these only the
 * last is kept, and that only until its epoch is done. A training that is stopped in the middle of
 * an epoch is saved there.
 *
 * @param folder where
 * @param last how many of the last epochs are kept
 * @param best the figure whose best epoch is kept, if any
 * @param writer what writes them
 * @param pace when the training is saved within epochs
 */
public record Checkpoints(
    Path folder, int last, Optional<String> best, Optional<CheckpointWriter> writer, Pace pace)
    implements TrainerCallback {
  private static final Pattern NAME = Pattern.compile("epoch-(\\d{4,9})(?:-batch-(\\d{8,9}))?");

  private static final Pattern HALF_WRITTEN = Pattern.compile("\\.(epoch-|best\\.).*\\.part");

  public Checkpoints {
    if (last < 0) {
      throw new IllegalArgumentException("checkpoints: expected at least 0 but was " + last);
    }
  }

  /** Keeps the last epoch in this folder. */
  public static Checkpoints in(Path folder) {
    return new Checkpoints(folder, 1, Optional.empty(), Optional.empty(), new Pace.EpochsOnly());
  }

  /** With this many of the last epochs kept. */
  public Checkpoints keepLast(int epochs) {
    return new Checkpoints(folder, epochs, best, writer, pace);
  }

  /** With the best epoch kept too, by a figure such as {@code val_accuracy}. */
  public Checkpoints keepBest(String figure) {
    return new Checkpoints(folder, last, Optional.of(figure), writer, pace);
  }

  /** With another writer than the one of the module path or class path. */
  public Checkpoints writer(CheckpointWriter chosen) {
    return new Checkpoints(folder, last, best, Optional.of(chosen), pace);
  }

  /** Saved within epochs too, at this pace. */
  public Checkpoints pace(Pace chosen) {
    return new Checkpoints(folder, last, best, writer, chosen);
  }

  /** Saved after every N steps, too. */
  public Checkpoints everySteps(int steps) {
    return pace(new Pace.Steps(steps));
  }

  /** Saved whenever so much time has passed too. */
  public Checkpoints every(Duration time) {
    return pace(new Pace.Elapsed(time));
  }

  /**
   * The checkpoint of a folder that is furthest on.
   *
   * @param extension how names of checkpoints end, such as {@code .fovea}
   * @return none if there is none, or no such folder
   */
  public static Optional<Path> latest(Path folder, String extension) throws IOException {
    Optional<Path> latest = Optional.empty();
    long furthest = -1;
    for (Path file : filesOf(folder)) {
      long place = place(file, extension);
      if (place > furthest) {
        furthest = place;
        latest = Optional.of(file);
      }
    }
    return latest;
  }

  private static List<Path> filesOf(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** How far on a checkpoint is: batches, where an epoch has more of them than any has. */
  private static long place(Path file, String extension) {
    String name = file.getFileName().toString();
    if (!name.endsWith(extension)) {
      return -1;
    }
    Matcher parts = NAME.matcher(name.substring(0, name.length() - extension.length()));
    if (!parts.matches()) {
      return -1;
    }
    long epoch = Long.parseLong(parts.group(1));
    String batches = parts.group(2);
    long epochLength = 1L << 32;
    return batches == null
        ? epoch * epochLength
        : (epoch - 1) * epochLength + Long.parseLong(batches);
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
    private long saved = System.nanoTime();

    Keeper(Run run, CheckpointWriter out) {
      this.run = run;
      this.out = out;
    }

    @Override
    public void on(Event event) {
      if (event instanceof Event.PointReached point) {
        try {
          if (point.isEpochDone()) {
            saveEpoch(point.epoch());
          } else if (point.isStopping() || isTime(point)) {
            saveWithin(point);
          }
        } catch (IOException failed) {
          throw new UncheckedIOException(
              "checkpoints: cannot write in " + folder + ": " + failed.getMessage(), failed);
        }
      }
    }

    private boolean isTime(Event.PointReached point) {
      return switch (pace) {
        case Pace.EpochsOnly _ -> false;
        case Pace.Steps(int number) -> point.batches() % number == 0;
        case Pace.Elapsed(Duration time) -> System.nanoTime() - saved >= time.toNanos();
      };
    }

    private void saveWithin(Event.PointReached point) throws IOException {
      Path file = named("epoch-%04d-batch-%08d".formatted(point.epoch(), point.batches()));
      write(file);
      dropWithin(file);
    }

    private void saveEpoch(int epoch) throws IOException {
      if (last > 0) {
        Path file = named("epoch-%04d".formatted(epoch));
        write(file);
        kept.remove(file);
        kept.add(file);
        while (kept.size() > last) {
          Files.deleteIfExists(kept.remove());
        }
        dropWithin(file);
      }
      if (best.isPresent() && run.history().best(best.get()).number() == epoch) {
        write(named("best"));
      }
    }

    private Path named(String name) {
      return folder.resolve(name + out.extension());
    }

    private void write(Path file) throws IOException {
      Files.createDirectories(folder);
      out.write(file, new Checkpoint(run.model(), run.optimizer(), run.standing(), run.fit()));
      saved = System.nanoTime();
    }

    /**
     * Removes what was saved within epochs, now that there is something newer, and what a process
     * left half written when it was killed.
     */
    private void dropWithin(Path newer) throws IOException {
      long place = place(newer, out.extension());
      for (Path file : filesOf(folder)) {
        String name = file.getFileName().toString();
        boolean isOlder =
            name.contains("-batch-")
                && place(file, out.extension()) >= 0
                && place(file, out.extension()) < place;
        if (isOlder || HALF_WRITTEN.matcher(name).matches()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
