package dev.fovea.files.zip;

import dev.fovea.files.FormatException;
import dev.fovea.files.bytes.ByteCursor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The directory at the end of a zip file, with the extensions for files above 4 GiB. */
final class ZipDirectory {
  private static final int LOCAL_HEADER = 0x04034b50;
  private static final int CENTRAL_HEADER = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int END_64 = 0x06064b50;
  private static final int LOCATOR_64 = 0x07064b50;
  private static final int END_LENGTH = 22;
  private static final int LOCATOR_LENGTH = 20;
  private static final int CENTRAL_LENGTH = 46;
  private static final int LONGEST_COMMENT = 0xFFFF;
  private static final long IN_EXTRA = 0xFFFFFFFFL;
  private static final int COUNT_IN_EXTRA = 0xFFFF;
  private static final int EXTRA_64 = 1;
  private static final int ENCRYPTED = 1;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment bytes;
  private final String what;

  ZipDirectory(MemorySegment bytes, String what) {
    this.bytes = bytes;
    this.what = what;
  }

  static boolean isLocalHeader(MemorySegment bytes, long at) {
    return bytes.get(INT, at) == LOCAL_HEADER;
  }

  /** Where the directory is. */
  private record Place(long start, long length, long entries) {}

  /** All entries, in order. */
  List<ZipMember> members() throws FormatException {
    Place place = place();
    if (place.start < 0 || place.length < 0 || place.start > bytes.byteSize() - place.length) {
      throw damaged(place.start, "directory")
          .fact("expected", "inside the file of " + bytes.byteSize() + " bytes")
          .fact("found", place.length + " bytes from " + place.start);
    }
    if (place.entries < 0 || place.entries > place.length / CENTRAL_LENGTH) {
      throw damaged(place.start, "number of entries")
          .fact("expected", "at most " + place.length / CENTRAL_LENGTH)
          .fact("found", Long.toUnsignedString(place.entries));
    }
    MemorySegment directory = bytes.asSlice(0, place.start + place.length);
    ByteCursor cursor = new ByteCursor(directory, place.start, what);
    List<ZipMember> members = new ArrayList<>();
    for (long i = 0; i < place.entries; i++) {
      members.add(member(cursor, place.start));
    }
    if (cursor.left() > 0) {
      throw damaged(cursor.position(), "directory")
          .fact("expected", "its end after " + place.entries + " entries")
          .fact("found", cursor.left() + " more bytes");
    }
    return members;
  }

  // ---- the end of the file ----

  private Place place() throws FormatException {
    long end = endRecord();
    ByteCursor cursor = new ByteCursor(bytes, end + Integer.BYTES, what);
    int disk = cursor.unsignedShort("disk");
    int directoryDisk = cursor.unsignedShort("disk");
    cursor.skip(Short.BYTES, "entries on disk");
    int entries = cursor.unsignedShort("number of entries");
    long length = cursor.unsignedInt("length of the directory");
    long start = cursor.unsignedInt("start of the directory");
    long locator = end - LOCATOR_LENGTH;
    if ((entries == COUNT_IN_EXTRA || length == IN_EXTRA || start == IN_EXTRA)
        && locator >= 0
        && bytes.get(INT, locator) == LOCATOR_64) {
      return place64(locator);
    }
    if (disk != 0 || directoryDisk != 0) {
      throw damaged(end, "disk").fact("expected", "one file").fact("found", "a part of several");
    }
    return new Place(start, length, entries);
  }

  private long endRecord() throws FormatException {
    long last = bytes.byteSize() - END_LENGTH;
    for (long at = last; at >= 0 && at >= last - LONGEST_COMMENT; at--) {
      if (bytes.get(INT, at) == END) {
        long comment =
            new ByteCursor(bytes, at + END_LENGTH - Short.BYTES, what).unsignedShort("comment");
        if (at + END_LENGTH + comment == bytes.byteSize()) {
          return at;
        }
      }
    }
    throw FormatException.of(what + ": this is no whole zip file")
        .fact("expected", "a zip directory at the end")
        .fact("found", bytes.byteSize() + " bytes without one");
  }

  private Place place64(long locator) throws FormatException {
    int disks = Integer.BYTES;
    long end = new ByteCursor(bytes, locator + Integer.BYTES + disks, what).signedLong("zip64 end");
    if (end < 0 || end > locator - END_LENGTH || bytes.get(INT, end) != END_64) {
      throw damaged(locator, "zip64 end of directory");
    }
    ByteCursor cursor = new ByteCursor(bytes, end + Integer.BYTES, what);
    cursor.skip(Long.BYTES + 2 * Short.BYTES + 2 * Integer.BYTES + Long.BYTES, "zip64 end");
    long entries = cursor.signedLong("number of entries");
    long length = cursor.signedLong("length of the directory");
    long start = cursor.signedLong("start of the directory");
    return new Place(start, length, entries);
  }

  // ---- one entry ----

  private ZipMember member(ByteCursor cursor, long directory) throws FormatException {
    long at = cursor.position();
    if (cursor.signedInt("entry of the directory") != CENTRAL_HEADER) {
      throw damaged(at, "entry of the directory");
    }
    cursor.skip(2 * Short.BYTES, "versions");
    int flags = cursor.unsignedShort("flags");
    int method = cursor.unsignedShort("method");
    cursor.skip(2 * Short.BYTES, "time");
    long crc = cursor.unsignedInt("checksum");
    long packed = cursor.unsignedInt("packed length");
    long length = cursor.unsignedInt("length");
    int nameLength = cursor.unsignedShort("length of the name");
    int extraLength = cursor.unsignedShort("length of the extra field");
    int commentLength = cursor.unsignedShort("length of the comment");
    cursor.skip(2 * Short.BYTES + Integer.BYTES, "attributes");
    long start = cursor.unsignedInt("start");
    String name = cursor.text(nameLength, StandardCharsets.UTF_8, "name");
    long[] wide = {length, packed, start};
    readExtra(cursor, extraLength, wide);
    cursor.skip(commentLength, "comment");
    if ((flags & ENCRYPTED) != 0) {
      throw FormatException.of(what + ": an entry is encrypted").fact("entry", name);
    }
    return member(name, method, crc, wide, directory);
  }

  /** Numbers of 64 bits stand here, in this order, where their own field is full. */
  private void readExtra(ByteCursor cursor, int length, long[] wide) throws FormatException {
    long end = cursor.skip(length, "extra field") + length;
    ByteCursor extra = new ByteCursor(bytes.asSlice(0, end), end - length, what);
    while (extra.left() >= 2 * Short.BYTES) {
      int kind = extra.unsignedShort("extra field");
      int size = extra.unsignedShort("extra field");
      long start = extra.skip(size, "extra field");
      ByteCursor field = new ByteCursor(bytes.asSlice(0, start + size), start, what);
      for (int i = 0; i < wide.length && kind == EXTRA_64; i++) {
        if (wide[i] == IN_EXTRA) {
          wide[i] = field.signedLong("zip64 field");
        }
      }
    }
  }

  private ZipMember member(String name, int method, long crc, long[] wide, long directory)
      throws FormatException {
    long length = wide[0];
    long packed = wide[1];
    long start = wide[2];
    if (start < 0 || start > directory - Integer.BYTES || !isLocalHeader(bytes, start)) {
      throw damaged(start, "entry").fact("entry", name);
    }
    ByteCursor local = new ByteCursor(bytes.asSlice(0, directory), start, what);
    local.skip(Integer.BYTES + 5 * Short.BYTES + 3 * Integer.BYTES, "entry");
    int nameLength = local.unsignedShort("length of the name");
    int extraLength = local.unsignedShort("length of the extra field");
    String localName = local.text(nameLength, StandardCharsets.UTF_8, "name");
    if (!localName.equals(name)) {
      throw FormatException.of(what + ": an entry has two names")
          .fact("offset", start)
          .fact("expected", name)
          .fact("found", localName);
    }
    local.skip(extraLength, "extra field");
    long data = local.skip(packed, "data of " + name);
    return new ZipMember(
        what, name, method, crc, length, start, bytes.asSlice(data, packed), data + packed);
  }

  private FormatException damaged(long offset, String field) {
    return FormatException.of(what + ": the zip directory is damaged")
        .fact("offset", offset)
        .fact("field", field);
  }
}
