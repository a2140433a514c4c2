package dev.fovea.files.zip;

import dev.fovea.core.file.WholeFile;
import dev.fovea.files.FormatException;
import dev.fovea.files.bytes.AtomicFile;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a zip file, whole or not at all. The same entries give the same bytes: no time is written.
 */
public final class ZipWriter {
  /** Stored bytes start at a multiple of this, so that they can be mapped. */
  private static final int ALIGNMENT = 64;

  private static final int LOCAL_HEADER = 30;
  private static final int EXTRA_HEADER = 4;
  private static final short PADDING = 0x4246;

  /** Not the first day: that one brings the time zone into the file. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 2, 0, 0);

  private final Counting out;
  private final ZipOutputStream zip;

  private ZipWriter(Counting out) {
    this.out = out;
    this.zip = new ZipOutputStream(out);
  }

  /** Adds the entries. */
  @FunctionalInterface
  public interface Entries {
    /** Adds them. */
    void addTo(ZipWriter zip) throws IOException;
  }

  /**
   * Writes a file.
   *
   * @throws FormatException naming the file
   */
  public static void write(Path file, Entries entries) throws FormatException {
    AtomicFile.write(
        file,
        out -> {
          ZipWriter writer = new ZipWriter(new Counting(out));
          entries.addTo(writer);
          writer.zip.finish();
        });
  }

  /** Adds an entry that is deflated. */
  public void deflated(String name, byte[] content) throws IOException {
    zip.putNextEntry(entry(name, ZipEntry.DEFLATED));
    zip.write(content);
    zip.closeEntry();
  }

  /** Adds an entry that is stored as it is. */
  public void stored(String name, byte[] content) throws IOException {
    stored(name, to -> to.write(content));
  }

  /**
   * Adds an entry that is stored as it is. Length and checksum stand in front: the content is made
   * twice.
   */
  public void stored(String name, WholeFile.Content content) throws IOException {
    CRC32 crc = new CRC32();
    Counting length = new Counting(OutputStream.nullOutputStream());
    content.writeTo(new CheckedOutputStream(length, crc));
    ZipEntry entry = entry(name, ZipEntry.STORED);
    entry.setSize(length.bytes);
    entry.setCompressedSize(length.bytes);
    entry.setCrc(crc.getValue());
    entry.setExtra(padding(name));
    zip.putNextEntry(entry);
    content.writeTo(zip);
    zip.closeEntry();
  }

  private byte[] padding(String name) {
    long start =
        out.bytes + LOCAL_HEADER + name.getBytes(StandardCharsets.UTF_8).length + EXTRA_HEADER;
    int missing = (int) (Math.ceilDiv(start, (long) ALIGNMENT) * ALIGNMENT - start);
    byte[] extra = new byte[EXTRA_HEADER + missing];
    ByteBuffer.wrap(extra)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort(PADDING)
        .putShort((short) missing);
    return extra;
  }

  private static ZipEntry entry(String name, int method) {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(method);
    entry.setTimeLocal(NO_TIME);
    return entry;
  }

  /** Counts the bytes that go through. */
  private static final class Counting extends FilterOutputStream {
    private long bytes;

    Counting(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      bytes++;
    }

    @Override
    public void write(byte[] some, int offset, int count) throws IOException {
      out.write(some, offset, count);
      bytes += count;
    }
  }
}
