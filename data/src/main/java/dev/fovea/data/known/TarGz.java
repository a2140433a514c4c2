package dev.fovea.data.known;

import dev.fovea.core.file.WholeFile;
import dev.fovea.data.DataFileException;
import dev.fovea.data.Problem;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Takes files out of a tape archive packed by gzip. Only files that are asked for by name are
 * written, under these names, so that no archive can write elsewhere.
 *
 * @see <a href="https://www.gnu.org/software/tar/manual/html_node/Standard.html">The format</a>
 */
final class TarGz {
  private static final int BLOCK = 512;
  private static final int NAME_LENGTH = 100;
  private static final int SIZE_AT = 124;
  private static final int SIZE_LENGTH = 12;
  private static final int TYPE_AT = 156;
  private static final int BUFFER = 1 << 16;

  /** The longest file of unknown length that is written. */
  private static final long MOST_BYTES = 1 << 20;

  /** The longest archive that is read to its end. */
  private static final long MOST_ALL = 1L << 31;

  private final Path archive;
  private final InputStream in;
  private long position;

  private TarGz(Path archive, InputStream in) {
    this.archive = archive;
    this.in = in;
  }

  /**
   * Writes files of an archive into a folder, each whole or not at all.
   *
   * @param inside the folder in the archive
   * @param wanted the files
   * @throws DataFileException if the archive is damaged, or lacks one
   */
  static void unpack(Path archive, String inside, Iterable<KnownFile> wanted, Path folder)
      throws IOException {
    Map<String, KnownFile> open = new HashMap<>();
    wanted.forEach(file -> open.put(inside + "/" + file.name(), file));
    try (InputStream in =
        new BufferedInputStream(new GZIPInputStream(Files.newInputStream(archive)), BUFFER)) {
      new TarGz(archive, in).unpack(open, folder);
    } catch (EOFException | ZipException damaged) {
      throw new DataFileException(
          Problem.of("archive: it is damaged or cut off")
              .with("file", archive)
              .with("because", String.valueOf(damaged.getMessage())),
          damaged);
    }
    if (!open.isEmpty()) {
      throw new DataFileException(
          Problem.of("archive: a file is missing")
              .with("file", archive)
              .with("expected", open.keySet().stream().sorted().toList()));
    }
  }

  private void unpack(Map<String, KnownFile> open, Path folder) throws IOException {
    byte[] header = new byte[BLOCK];
    while (!open.isEmpty() && in.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
      position += BLOCK;
      String name = text(header, 0, NAME_LENGTH);
      long size = size(header);
      boolean isFile = header[TYPE_AT] == '0' || header[TYPE_AT] == 0;
      KnownFile file = isFile ? open.remove(name.replaceFirst("^\\./", "")) : null;
      if (file == null) {
        skip(size);
      } else {
        check(file, size);
        WholeFile.write(folder.resolve(file.name()), out -> copy(size, out));
        position += size;
      }
      skip((BLOCK - size % BLOCK) % BLOCK);
    }
  }

  private void check(KnownFile file, long size) throws DataFileException {
    boolean fits = file.bytes().isPresent() ? size == file.bytes().getAsLong() : size <= MOST_BYTES;
    if (!fits) {
      throw new DataFileException(
          Problem.of("archive: a file has a wrong length")
              .with("file", archive)
              .with("entry", file.name())
              .with(
                  "expected",
                  (file.bytes().isPresent() ? "" : "at most ")
                      + file.bytes().orElse(MOST_BYTES)
                      + " bytes")
              .with("found", size + " bytes"));
    }
  }

  private void copy(long size, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (long left = size; left > 0; ) {
      int count = in.read(buffer, 0, (int) Math.min(left, BUFFER));
      if (count < 0) {
        throw new EOFException("it ends in the middle of a file");
      }
      out.write(buffer, 0, count);
      left -= count;
    }
  }

  private void skip(long bytes) throws IOException {
    if (position + bytes > MOST_ALL) {
      throw new DataFileException(
          Problem.of("archive: it is too long")
              .with("file", archive)
              .with("expected", "at most " + MOST_ALL + " bytes"));
    }
    in.skipNBytes(bytes);
    position += bytes;
  }

  /** The length of an entry, in octal digits. */
  private long size(byte[] header) throws DataFileException {
    String digits = text(header, SIZE_AT, SIZE_LENGTH).strip();
    if (!digits.matches("[0-7]{1,11}")) {
      throw new DataFileException(
          Problem.of("archive: this is no tape archive")
              .with("file", archive)
              .with("offset", position - BLOCK + SIZE_AT)
              .with("expected", "a length in octal digits"));
    }
    return Long.parseLong(digits, 8);
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.ISO_8859_1);
  }
}
