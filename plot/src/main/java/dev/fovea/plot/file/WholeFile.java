package dev.fovea.plot.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a file whole or not at all: into a temporary file beside it, which then takes its name.
 */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Writes {@code bytes} to {@code file}, in place of what was there.
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
    // Not Files.createTempFile: it makes files that only their owner can read.
    Path temporary = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      try {
        Files.write(temporary, bytes, StandardOpenOption.CREATE_NEW);
        Files.move(
            temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write %s: %s".formatted(file, e), e);
    }
  }
}
