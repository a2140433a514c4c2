package dev.fovea.plot.file;

import dev.fovea.core.file.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a picture or a report whole or not at all. */
public final class PictureFile {
  private PictureFile() {}

  /**
   * Writes {@code bytes} to {@code file}, instead of what was there.
   *
   * @throws UncheckedIOException naming the file, if its folder does not exist or cannot be
   *     written; a file that was there before is then unchanged
   */
  public static void write(Path file, byte[] bytes) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UncheckedIOException(
          "cannot write %s: there is no folder %s".formatted(file, folder),
          new IOException("no such folder"));
    }
    try {
      WholeFile.write(file, out -> out.write(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write %s: %s".formatted(file, e), e);
    }
  }
}
