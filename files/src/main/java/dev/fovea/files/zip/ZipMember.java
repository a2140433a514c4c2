package dev.fovea.files.zip;

import dev.fovea.files.FormatException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** An entry of a zip file. */
public final class ZipMember {
  private static final int STORED = 0;
  private static final int DEFLATED = 8;
  private static final int CHUNK = 1 << 16;

  private final String what;
  private final String name;
  private final int method;
  private final long crc;
  private final long length;
  private final long start;
  private final MemorySegment packed;
  private final long end;

  ZipMember(
      String what,
      String name,
      int method,
      long crc,
      long length,
      long start,
      MemorySegment packed,
      long end) {
    this.what = what;
    this.name = name;
    this.method = method;
    this.crc = crc;
    this.length = length;
    this.start = start;
    this.packed = packed;
    this.end = end;
  }

  /** Its name, folders included. */
  public String name() {
    return name;
  }

  /** How many bytes it holds, as the directory says. */
  public long length() {
    return length;
  }

  /** How many bytes it takes in the file. */
  public long packedLength() {
    return packed.byteSize();
  }

  /** Whether its bytes stand in the file as they are. */
  public boolean isStored() {
    return method == STORED;
  }

  /** The first byte of its header. */
  long start() {
    return start;
  }

  /** The byte after its data. */
  long end() {
    return end;
  }

  /**
   * Its bytes, held against their checksum: those of the file itself if they are stored, inflated
   * ones otherwise.
   *
   * @throws FormatException if it is damaged
   */
  public MemorySegment content() throws FormatException {
    MemorySegment content =
        switch (method) {
          case STORED -> stored();
          case DEFLATED -> inflated();
          default ->
              throw FormatException.of(what + ": an entry is packed in an unknown way")
                  .fact("entry", name)
                  .fact("expected", "stored or deflated")
                  .fact("found", "method " + method);
        };
    long found = checksum(content);
    if (found != crc) {
      throw damaged()
          .fact("expected", "checksum %08x".formatted(crc))
          .fact("found", "checksum %08x".formatted(found));
    }
    return content;
  }

  /**
   * Its bytes, if they are few.
   *
   * @throws FormatException if they are more
   */
  public byte[] content(int most) throws FormatException {
    if (length < 0 || length > most) {
      throw FormatException.of(what + ": an entry is too long")
          .fact("entry", name)
          .fact("expected", "at most " + most + " bytes")
          .fact("found", length + " bytes");
    }
    return content().toArray(ValueLayout.JAVA_BYTE);
  }

  /**
   * Its first bytes, not held against the checksum.
   *
   * @param most how many; fewer if there are fewer
   */
  public MemorySegment beginning(int most) throws FormatException {
    long count = Math.min(most, length);
    if (method != DEFLATED) {
      return content().asSlice(0, count);
    }
    MemorySegment start = MemorySegment.ofArray(new byte[(int) count]);
    long filled = Math.min(inflate(start), count);
    return start.asSlice(0, filled);
  }

  private MemorySegment stored() throws FormatException {
    if (length != packed.byteSize()) {
      throw damaged()
          .fact("expected", length + " bytes")
          .fact("found", packed.byteSize() + " bytes");
    }
    return packed;
  }

  private MemorySegment inflated() throws FormatException {
    MemorySegment content =
        length <= Integer.MAX_VALUE - Long.BYTES
            ? MemorySegment.ofArray(new byte[(int) length])
            : Arena.ofAuto().allocate(length);
    long filled = inflate(content);
    if (filled != length) {
      throw damaged().fact("expected", length + " bytes").fact("found", filled + " bytes");
    }
    return content;
  }

  /** Fills memory with inflated bytes; gives their number, one more than fits if there are more. */
  private long inflate(MemorySegment to) throws FormatException {
    try (Inflater inflater = new Inflater(true)) {
      byte[] chunk = new byte[CHUNK];
      long filled = 0;
      long taken = 0;
      while (!inflater.finished()) {
        if (inflater.needsInput()) {
          long count = Math.min(CHUNK, packed.byteSize() - taken);
          if (count == 0) {
            return filled;
          }
          inflater.setInput(packed.asSlice(taken, count).toArray(ValueLayout.JAVA_BYTE));
          taken += count;
        }
        int count = inflater.inflate(chunk);
        long kept = Math.min(count, to.byteSize() - filled);
        MemorySegment.copy(chunk, 0, to, ValueLayout.JAVA_BYTE, filled, (int) kept);
        filled += kept;
        if (kept < count) {
          return filled + 1;
        }
        if (count == 0 && inflater.needsDictionary()) {
          throw damaged().fact("reason", "it needs a dictionary");
        }
      }
      return filled;
    } catch (DataFormatException wrong) {
      throw damaged().fact("reason", wrong.getMessage()).causedBy(wrong);
    }
  }

  private static long checksum(MemorySegment content) {
    CRC32 crc = new CRC32();
    long part = 1L << 30;
    for (long at = 0; at < content.byteSize(); at += part) {
      long count = Math.min(part, content.byteSize() - at);
      crc.update(content.asSlice(at, count).asByteBuffer());
    }
    return crc.getValue();
  }

  private FormatException damaged() {
    return FormatException.of(what + ": an entry is damaged").fact("entry", name);
  }
}
