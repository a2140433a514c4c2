package dev.fovea.data.source;

import dev.fovea.data.DataFileException;
import dev.fovea.data.Problem;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file that examples are read from, compressed with gzip or not; which of the two is told from
 * its content.
 *
 * @param path where it is
 * @param what the kind of file, for errors, such as {@code cifar}
 * @param bytes how long it is, compressed as it may be
 */
public record SourceFile(Path path, String what, long bytes) {
  /** The longest array of a JVM, with room for its header. */
  public static final int MOST_BYTES = Integer.MAX_VALUE - 16;

  private static final int BUFFER = 1 << 16;

  /**
   * Finds a file.
   *
   * @throws DataFileException if there is none, it is a folder, or it is empty
   */
  public static SourceFile of(Path path, String what) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new DataFileException(
          Problem.of(Files.exists(path) ? what + ": this is not a file" : what + ": no such file")
              .with("file", path));
    }
    long bytes = Files.size(path);
    if (bytes == 0) {
      throw new DataFileException(Problem.of(what + ": the file is empty").with("file", path));
    }
    return new SourceFile(path, what, bytes);
  }

  /** An error in this file. */
  public Problem problem(String headline) {
    return Problem.of(what + ": " + headline).with("file", path);
  }

  /**
   * Opens it, decompressed.
   *
   * @throws DataFileException if its gzip header is damaged
   */
  public InputStream open() throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(path), BUFFER);
    try {
      raw.mark(2);
      boolean isGzip = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      return isGzip ? new GZIPInputStream(raw, BUFFER) : raw;
    } catch (EOFException | ZipException damaged) {
      raw.close();
      throw damaged(damaged);
    } catch (IOException failed) {
      raw.close();
      throw failed;
    }
  }

  /**
   * Reads all of it, decompressed. Memory is taken as the bytes come.
   *
   * @param most more is refused
   * @throws DataFileException if there is more, or the compression is damaged
   */
  public byte[] read(int most) throws IOException {
    try (InputStream in = open()) {
      byte[] content = in.readNBytes(most);
      if (content.length == most && in.read() >= 0) {
        throw new DataFileException(
            problem("the file is too long")
                .with("expected", "at most " + most + " bytes")
                .with("found", "more"));
      }
      return content;
    } catch (EOFException | ZipException damaged) {
      throw damaged(damaged);
    }
  }

  /** The error of a gzip stream that cannot be unpacked. */
  public DataFileException damaged(IOException cause) {
    return new DataFileException(
        problem("the gzip stream is damaged or cut off")
            .with(
                "found",
                cause instanceof EOFException
                    ? "the compressed stream breaks off"
                    : String.valueOf(cause.getMessage())),
        cause);
  }
}
