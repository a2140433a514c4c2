package dev.fovea.files.bytes;

import dev.fovea.files.FormatException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.Charset;

/** A place in bytes that moves on as they are read. Numbers have their lowest byte first. */
public final class ByteCursor {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment bytes;
  private final String what;
  private long position;

  /**
   * At some place.
   *
   * @param what the kind of file, for errors
   */
  public ByteCursor(MemorySegment bytes, long position, String what) {
    this.bytes = bytes;
    this.what = what;
    this.position = position;
  }

  /** Where it is. */
  public long position() {
    return position;
  }

  /** How many bytes are left. */
  public long left() {
    return bytes.byteSize() - position;
  }

  /**
   * Continues by some bytes.
   *
   * @return where they start
   * @throws FormatException if fewer are left
   */
  public long skip(long count, String field) throws FormatException {
    if (count < 0 || count > left()) {
      throw FormatException.of(what + ": the file ends too early")
          .fact("offset", position)
          .fact("field", field)
          .fact("expected", Long.toUnsignedString(count) + " bytes")
          .fact("found", left() + " bytes");
    }
    long start = position;
    position += count;
    return start;
  }

  /** A byte from 0 to 255. */
  public int unsignedByte(String field) throws FormatException {
    return Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, skip(1, field)));
  }

  /** Two bytes, from 0 to 65535. */
  public int unsignedShort(String field) throws FormatException {
    return Short.toUnsignedInt(bytes.get(SHORT, skip(Short.BYTES, field)));
  }

  /** Four bytes with a sign. */
  public int signedInt(String field) throws FormatException {
    return bytes.get(INT, skip(Integer.BYTES, field));
  }

  /** Four bytes without a sign. */
  public long unsignedInt(String field) throws FormatException {
    return Integer.toUnsignedLong(signedInt(field));
  }

  /** Eight bytes with a sign. */
  public long signedLong(String field) throws FormatException {
    return bytes.get(LONG, skip(Long.BYTES, field));
  }

  /** Bytes as they are. */
  public byte[] take(long count, String field) throws FormatException {
    long start = skip(count, field);
    return bytes.asSlice(start, count).toArray(ValueLayout.JAVA_BYTE);
  }

  /** Bytes as text; what has no meaning in the character set becomes a replacement character. */
  public String text(long count, Charset charset, String field) throws FormatException {
    return new String(take(count, field), charset);
  }

  /**
   * The bytes up to the next line feed, without it.
   *
   * @param longest how many they may be
   */
  public byte[] line(int longest, String field) throws FormatException {
    for (long length = 0; length < left() && length <= longest; length++) {
      if (bytes.get(ValueLayout.JAVA_BYTE, position + length) == '\n') {
        byte[] line = take(length, field);
        position++;
        return line;
      }
    }
    throw FormatException.of(what + ": a line does not end")
        .fact("offset", position)
        .fact("field", field)
        .fact("expected", "a line feed within " + longest + " bytes");
  }
}
