package dev.fovea.data.fuzz;

import dev.fovea.data.DataFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What every reader must hold for any bytes: it gives examples, or an error that says what is
 * wrong. Anything else — another exception, an endless loop, more memory than the bytes are worth —
 * is a finding. {@code ./fuzz} looks for more.
 */
final class Fuzzed {
  private static final Path FOLDER = folder();

  private Fuzzed() {}

  /** Reads a file. */
  @FunctionalInterface
  interface Reader {
    /** Reads it. */
    void read(Path file) throws IOException;
  }

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("fovea-fuzz");
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException failed) {
      throw new AssertionError("no folder for synthetic files", failed);
    }
  }

  /** Reads a file of these bytes; an error of ours is as good. */
  static void read(String name, byte[] bytes, Reader reader) throws IOException {
    Path file = FOLDER.resolve(name);
    file.toFile().deleteOnExit();
    Files.write(file, bytes);
    try {
      reader.read(file);
    } catch (DataFileException refused) {
      if (refused.getMessage() == null || refused.getMessage().isBlank()) {
        throw new AssertionError("an error that says nothing", refused);
      }
    }
  }
}
