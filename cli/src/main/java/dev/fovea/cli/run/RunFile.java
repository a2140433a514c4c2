package dev.fovea.cli.run;

import dev.fovea.core.file.WholeFile;
import java.io.IOException;
import java.nio.file.Path;

/** Writes a file of a run whole or not at all, with an error that names it. */
final class RunFile {
  private RunFile() {}

  static void write(Path file, String text) throws IOException {
    try {
      WholeFile.write(file, text);
    } catch (IOException failed) {
      throw new IOException("cannot write " + file + ": " + failed.getMessage(), failed);
    }
  }
}
