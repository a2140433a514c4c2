package dev.fovea.data.idx;

import dev.fovea.data.DataFileException;
import dev.fovea.data.Problem;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads an idx file with suspicion: what the header declares is held against the size of the file
 * before memory is taken, and exactly the declared amount must follow.
 */
final class IdxReader {
  private static final int MAGIC_BYTES = 4;

  /** Where the dimensions begin, after the magic. */
  static final int DIMS_OFFSET = MAGIC_BYTES;

  private static final int MAX_DIMS = 8;

  /** The longest array of a JVM, with room for its header. */
  private static final long MAX_DATA_BYTES = Integer.MAX_VALUE - 16;

  /** Deflate cannot shrink data by more than this factor. */
  private static final long MAX_DEFLATE_FACTOR = 1032;

  private static final int BUFFER_BYTES = 1 << 16;

  private final Path path;
  private final long fileBytes;
  private final boolean gzip;
  private final InputStream in;

  private IdxReader(Path path, long fileBytes, boolean gzip, InputStream in) {
    this.path = path;
    this.fileBytes = fileBytes;
    this.gzip = gzip;
    this.in = in;
  }

  static IdxFile read(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new DataFileException(
          Problem.of(Files.exists(path) ? "idx: this is not a file" : "idx: no such file")
              .with("file", path));
    }
    long fileBytes = Files.size(path);
    if (fileBytes == 0) {
      throw new DataFileException(
          problem(path, "idx: the file is empty", 0, "magic")
              .with("expected", MAGIC_BYTES + " bytes")
              .with("found", "0 bytes"));
    }
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES)) {
      boolean gzip = startsAsGzip(raw);
      InputStream in = gzip ? inflating(path, raw) : raw;
      return new IdxReader(path, fileBytes, gzip, in).file();
    }
  }

  static int headerBytes(int dims) {
    return MAGIC_BYTES + 4 * dims;
  }

  private static boolean startsAsGzip(InputStream raw) throws IOException {
    raw.mark(2);
    boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
    raw.reset();
    return gzip;
  }

  private static InputStream inflating(Path path, InputStream raw) throws IOException {
    try {
      return new GZIPInputStream(raw, BUFFER_BYTES);
    } catch (EOFException | ZipException e) {
      throw new DataFileException(
          problem(path, "idx: the gzip header is damaged", 0, "gzip header")
              .with("expected", "a gzip header")
              .with("found", reason(e)),
          e);
    }
  }

  private IdxFile file() throws IOException {
    byte[] magic = bytes(0, "magic", MAGIC_BYTES);
    IdxType type = IdxType.ofCode(magic[2]).orElseThrow(() -> wrongMagic(magic));
    int dimCount = magic[3];
    if (magic[0] != 0 || magic[1] != 0 || dimCount < 1 || dimCount > MAX_DIMS) {
      throw wrongMagic(magic);
    }
    ByteBuffer header =
        ByteBuffer.wrap(bytes(DIMS_OFFSET, "dimensions", headerBytes(dimCount) - MAGIC_BYTES));
    List<Long> declared = new ArrayList<>();
    for (int i = 0; i < dimCount; i++) {
      declared.add(Integer.toUnsignedLong(header.getInt()));
    }
    int dataBytes = dataBytes(type, declared);
    checkFileSize(headerBytes(dimCount), dataBytes);
    byte[] data = bytes(headerBytes(dimCount), "data", dataBytes);
    checkEnd((long) headerBytes(dimCount) + dataBytes);
    return new IdxFile(path, type, declared.stream().map(Math::toIntExact).toList(), data);
  }

  private DataFileException wrongMagic(byte[] magic) {
    return new DataFileException(
        problem(path, "idx: this is not an idx file", 0, "magic")
            .with("expected", "00 00, a type (08 09 0b 0c 0d 0e), number of dimensions (01 to 08)")
            .with("found", HexFormat.ofDelimiter(" ").formatHex(magic)));
  }

  private int dataBytes(IdxType type, List<Long> dims) throws DataFileException {
    long bytes = type.bytes();
    boolean tooLarge = false;
    for (long dim : dims) {
      // Each factor is below 2^32 and the product so far below 2^31: no overflow of 63 bits.
      bytes *= dim;
      tooLarge |= bytes > MAX_DATA_BYTES || dim > Integer.MAX_VALUE;
      bytes = Math.min(bytes, MAX_DATA_BYTES);
    }
    if (tooLarge) {
      throw new DataFileException(
          problem(path, "idx: the declared size is too large", DIMS_OFFSET, "dimensions")
              .with("expected", "at most " + MAX_DATA_BYTES + " bytes")
              .with(
                  "found",
                  dims.stream().map(String::valueOf).collect(Collectors.joining(" x "))
                      + " "
                      + type));
    }
    return (int) bytes;
  }

  /** Compares the declared amount with what the file can hold, before memory is taken for it. */
  private void checkFileSize(int headerBytes, int dataBytes) throws DataFileException {
    if (gzip) {
      if (fileBytes * MAX_DEFLATE_FACTOR < (long) headerBytes + dataBytes) {
        throw new DataFileException(
            problem(path, "idx: the file ends too early", headerBytes, "data")
                .with("expected", dataBytes + " bytes")
                .with("found", "a gzip file of " + fileBytes + " bytes, too small for that"));
      }
      return;
    }
    long found = fileBytes - headerBytes;
    if (found < dataBytes) {
      throw endsTooEarly(headerBytes, "data", dataBytes, found);
    }
    if (found > dataBytes) {
      throw trailingBytes((long) headerBytes + dataBytes, (found - dataBytes) + " bytes more");
    }
  }

  private byte[] bytes(int offset, String field, int count) throws IOException {
    try {
      // readNBytes takes memory as the bytes come, not for the declared amount at once.
      byte[] bytes = in.readNBytes(count);
      if (bytes.length < count) {
        throw endsTooEarly(offset, field, count, bytes.length);
      }
      return bytes;
    } catch (EOFException | ZipException e) {
      throw damagedGzip(offset, field, count + " bytes", e);
    }
  }

  private void checkEnd(long offset) throws IOException {
    try {
      if (in.read() >= 0) {
        throw trailingBytes(offset, "at least 1 byte more");
      }
    } catch (EOFException | ZipException e) {
      throw damagedGzip(offset, "gzip checksum", "a checksum that fits the data", e);
    }
  }

  private DataFileException endsTooEarly(int offset, String field, int expected, long found) {
    return new DataFileException(
        problem(path, "idx: the file ends too early", offset, field)
            .with("expected", expected + " bytes")
            .with("found", found + " bytes"));
  }

  private DataFileException trailingBytes(long offset, String found) {
    return new DataFileException(
        problem(path, "idx: trailing bytes after the data", offset, "end of file")
            .with("expected", "nothing more")
            .with("found", found));
  }

  private DataFileException damagedGzip(
      long offset, String field, String expected, IOException cause) {
    return new DataFileException(
        problem(path, "idx: the gzip stream is damaged or cut off", offset, field)
            .with("expected", expected)
            .with("found", reason(cause)),
        cause);
  }

  private static String reason(IOException cause) {
    return cause instanceof EOFException
        ? "the compressed stream breaks off"
        : String.valueOf(cause.getMessage());
  }

  private static Problem problem(Path path, String headline, long offset, String field) {
    return Problem.of(headline).with("file", path).with("offset", offset).with("field", field);
  }
}
