package dev.fovea.files.bytes;

import dev.fovea.core.file.WholeFile;
import dev.fovea.files.FormatException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Writes a file whole or not at all, with this room's errors. */
public final class AtomicFile {
  private AtomicFile() {}

  /**
   * Writes beside the file, forces it to the disk and moves it there; folders are made as needed.
   * On any failure the file that was there stays and nothing is left over.
   *
   * @throws FormatException naming the file, unless the content gives one that names another
   */
  public static void write(Path file, WholeFile.Content content) throws FormatException {
    Path absolute = file.toAbsolutePath();
    Path folder = absolute.getParent();
    Path name = absolute.getFileName();
    if (folder == null || name == null || Files.isDirectory(absolute)) {
      throw FormatException.of("file: cannot be written")
          .fact("file", file)
          .fact("reason", "it is a folder");
    }
    try {
      Files.createDirectories(folder);
      WholeFile.write(absolute, content);
    } catch (FormatException wrong) {
      throw wrong.within("file", file);
    } catch (IOException failed) {
      throw FormatException.of("file: cannot be written")
          .fact("file", file)
          .fact("reason", reason(failed))
          .causedBy(failed);
    }
  }

  /** What went wrong, in words: the file system's exceptions say only a path. */
  public static String reason(IOException failed) {
    return switch (failed) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "access is denied";
      default -> String.valueOf(failed.getMessage());
    };
  }
}
