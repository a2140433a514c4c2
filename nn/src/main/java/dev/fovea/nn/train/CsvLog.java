package dev.fovea.nn.train;

import dev.fovea.core.file.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps the history in a file of comma-separated values, whole after each epoch.
 *
 * @param file where
 */
public record CsvLog(Path file) implements TrainerCallback {
  /** A log in this file. */
  public static CsvLog to(Path file) {
    return new CsvLog(file);
  }

  @Override
  public Listener begin(Run run) {
    return event -> {
      if (event instanceof Event.EpochEnded) {
        try {
          Path folder = file.toAbsolutePath().getParent();
          if (folder != null) {
            Files.createDirectories(folder);
          }
          WholeFile.write(file, run.history().toCsv());
        } catch (IOException failed) {
          throw new UncheckedIOException("history: cannot write " + file, failed);
        }
      }
    };
  }
}
