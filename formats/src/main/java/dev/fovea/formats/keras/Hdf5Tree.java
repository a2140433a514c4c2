package dev.fovea.formats.keras;

import dev.fovea.files.FormatException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * The groups of an HDF5 file, walked once before the library is let in, which follows addresses
 * without looking. In an honest file they form a tree; here no block is walked twice, and all of
 * them together are hardly longer than the file, so that what the library does with it later is
 * bounded too. What Keras' files never have is refused: storage for thousands of attributes,
 * committed types, shared messages.
 *
 * @see <a href="https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html">the format</a>
 */
final class Hdf5Tree {
  private static final long UNDEFINED = -1;
  private static final int LONGEST_NAME = 4096;
  private static final int LINK_INFO = 0x02;
  private static final int LINK = 0x06;
  private static final int ATTRIBUTE = 0x0C;
  private static final int CONTINUATION = 0x10;
  private static final int SYMBOL_TABLE = 0x11;
  private static final int ATTRIBUTE_INFO = 0x15;
  private static final int SHARED = 2;

  private final MemorySegment bytes;
  private final Set<Long> seen = new HashSet<>();
  private final Deque<Long> objects = new ArrayDeque<>();
  private long left;

  private Hdf5Tree(MemorySegment bytes) {
    this.bytes = bytes;
    this.left = 4 * bytes.byteSize() + (1 << 16);
  }

  /**
   * Walks all groups.
   *
   * @param bytes the whole file, whose signature is right
   * @throws FormatException naming the place that makes no sense
   */
  static void check(MemorySegment bytes) throws FormatException {
    Hdf5Tree tree = new Hdf5Tree(bytes);
    tree.objects.add(tree.root());
    while (!tree.objects.isEmpty()) {
      tree.object(tree.objects.remove());
    }
  }

  // ---- bytes ----

  private static FormatException damaged(long at, String what, String expected, Object found) {
    return FormatException.of(Hdf5.WHAT + ": the HDF5 file is damaged")
        .fact("offset", at)
        .fact("field", what)
        .fact("expected", expected)
        .fact("found", found);
  }

  private void inside(long at, long length, String what) throws FormatException {
    if (at < 0 || length < 0 || at > bytes.byteSize() - length) {
      throw damaged(
          at, what, "inside the file of " + bytes.byteSize() + " bytes", length + " bytes");
    }
  }

  /** A block that is walked: inside the file, and not for the second time. */
  private void enter(long at, long length, String what) throws FormatException {
    inside(at, length, what);
    if (!seen.add(at)) {
      throw damaged(at, what, "a block that nothing else names", "one that is named twice");
    }
    left -= length;
    if (left < 0) {
      throw damaged(at, what, "blocks apart from each other", "more bytes in blocks than in file");
    }
  }

  private long number(long at, int width, String what) throws FormatException {
    inside(at, width, what);
    long number = 0;
    for (int i = 0; i < width; i++) {
      number |= (long) unsigned(at + i) << (Byte.SIZE * i);
    }
    return number;
  }

  private int unsigned(long at) {
    return Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, at));
  }

  private void signature(long at, String letters) throws FormatException {
    inside(at, Integer.BYTES, letters);
    int found = bytes.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN), at);
    int wanted = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      wanted = wanted << Byte.SIZE | letters.charAt(i);
    }
    if (found != wanted) {
      throw damaged(at, "signature", letters, Integer.toHexString(found));
    }
  }

  // ---- the beginning ----

  private long root() throws FormatException {
    int version = (int) number(8, 1, "version");
    boolean isOld = version < 2;
    if (version > 3) {
      throw damaged(8, "version", "0 to 3", version);
    }
    long widths = number(isOld ? 13 : 9, 2, "widths of addresses and lengths");
    if (widths != (Long.BYTES << Byte.SIZE | Long.BYTES)) {
      throw damaged(isOld ? 13 : 9, "widths of addresses and lengths", "8 and 8", widths);
    }
    long start = isOld ? version == 0 ? 24 : 28 : 12;
    if (number(start, Long.BYTES, "base address") != 0) {
      throw damaged(start, "base address", "0", number(start, Long.BYTES, "base address"));
    }
    return number(isOld ? start + 40 : start + 24, Long.BYTES, "root group");
  }

  // ---- objects ----

  private void object(long at) throws FormatException {
    if (number(at, 1, "object") == 1) {
      long length = number(at + 8, Integer.BYTES, "object");
      enter(at, 16 + length, "object");
      messages(at + 16, length, false, false);
      return;
    }
    signature(at, "OHDR");
    int flags = (int) number(at + 5, 1, "object");
    long next = at + 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
    int width = 1 << (flags & 3);
    long length = number(next, width, "object");
    inside(next + width, length, "object");
    enter(at, next + width + length - at, "object");
    messages(next + width, length, true, (flags & 4) != 0);
  }

  private void messages(long start, long length, boolean isNew, boolean hasOrder)
      throws FormatException {
    int header = isNew ? hasOrder ? 6 : 4 : 8;
    Deque<long[]> blocks = new ArrayDeque<>();
    blocks.add(new long[] {start, length});
    while (!blocks.isEmpty()) {
      long[] block = blocks.remove();
      long at = block[0];
      long end = block[0] + block[1];
      while (end - at >= header) {
        int type = (int) number(at, isNew ? 1 : 2, "message");
        int size = (int) number(at + (isNew ? 1 : 2), 2, "message");
        int flags = (int) number(at + (isNew ? 3 : 4), 1, "message");
        long data = at + header;
        if (size > end - data) {
          throw damaged(at, "message", "at most " + (end - data) + " bytes", size);
        }
        if ((flags & SHARED) != 0) {
          throw damaged(at, "message", "one of its own", "one that is shared");
        }
        if (type == CONTINUATION) {
          blocks.add(continuation(data, isNew));
        } else {
          message(type, data, size);
        }
        at = data + size;
      }
    }
  }

  private long[] continuation(long data, boolean isNew) throws FormatException {
    long at = number(data, Long.BYTES, "continuation");
    long length = number(data + Long.BYTES, Long.BYTES, "continuation");
    enter(at, length, "continuation");
    if (!isNew) {
      return new long[] {at, length};
    }
    signature(at, "OCHK");
    return new long[] {at + 4, Math.max(0, length - 8)};
  }

  private void message(int type, long data, int size) throws FormatException {
    switch (type) {
      case SYMBOL_TABLE -> {
        long names = heap(number(data + Long.BYTES, Long.BYTES, "heap of names"));
        nodes(number(data, Long.BYTES, "tree of names"), names);
      }
      case LINK -> link(data, size);
      case LINK_INFO -> compact(data, Long.BYTES, "links");
      case ATTRIBUTE_INFO -> compact(data, Short.BYTES, "attributes");
      case ATTRIBUTE -> {
        boolean isShared =
            size > 1 && number(data, 1, "attribute") > 1 && number(data + 1, 1, "attribute") != 0;
        if (isShared) {
          throw damaged(data, "attribute", "a type of its own", "one that is shared");
        }
      }
      default -> {}
    }
  }

  /** Many links or attributes lie in structures of their own, which Keras' files do not need. */
  private void compact(long data, int index, String what) throws FormatException {
    boolean hasIndex = (number(data + 1, 1, what) & 1) != 0;
    long heap = number(data + 2 + (hasIndex ? index : 0), Long.BYTES, what);
    if (heap != UNDEFINED) {
      throw FormatException.of(
              Hdf5.WHAT + ": " + what + " are stored in a way that Keras never uses")
          .fact("offset", data)
          .fact("hint", "h5repack --high=0 IN.h5 OUT.h5");
    }
  }

  private void link(long data, int size) throws FormatException {
    int flags = (int) number(data + 1, 1, "link");
    long next = data + 2;
    boolean isHard = true;
    if ((flags & 8) != 0) {
      isHard = number(next++, 1, "link") == 0;
    }
    next += ((flags & 4) != 0 ? 8 : 0) + ((flags & 16) != 0 ? 1 : 0);
    int width = 1 << (flags & 3);
    long length = number(next, width, "link");
    if (length < 0 || length > LONGEST_NAME) {
      throw damaged(data, "link", "a name of at most " + LONGEST_NAME + " bytes", length);
    }
    long address = next + width + length;
    if (address > data + size - (isHard ? Long.BYTES : 0)) {
      throw damaged(data, "link", "at most " + size + " bytes", address - data);
    }
    if (isHard) {
      objects.add(number(address, Long.BYTES, "link"));
    }
  }

  // ---- groups of the old kind ----

  /** Where the texts of a heap of names are. */
  private long heap(long at) throws FormatException {
    signature(at, "HEAP");
    enter(at, 32, "heap of names");
    long length = number(at + 8, Long.BYTES, "heap of names");
    long data = number(at + 24, Long.BYTES, "heap of names");
    inside(data, length, "heap of names");
    return data;
  }

  private void nodes(long root, long names) throws FormatException {
    Deque<Long> open = new ArrayDeque<>();
    open.add(root);
    while (!open.isEmpty()) {
      long at = open.remove();
      signature(at, "TREE");
      int level = (int) number(at + 5, 1, "tree of names");
      int entries = (int) number(at + 6, 2, "tree of names");
      enter(at, 32 + 16L * entries, "tree of names");
      if (number(at + 4, 1, "tree of names") != 0) {
        throw damaged(at + 4, "tree of names", "kind 0", number(at + 4, 1, "tree of names"));
      }
      for (int i = 0; i < entries; i++) {
        long child = number(at + 32 + 16L * i, Long.BYTES, "tree of names");
        if (level > 0) {
          open.add(child);
        } else {
          symbols(child, names);
        }
      }
    }
  }

  private void symbols(long at, long names) throws FormatException {
    signature(at, "SNOD");
    int entries = (int) number(at + 6, 2, "symbols");
    enter(at, 8 + 40L * entries, "symbols");
    for (int i = 0; i < entries; i++) {
      long entry = at + 8 + 40L * i;
      name(names + number(entry, Long.BYTES, "symbol"));
      long kind = number(entry + 16, Integer.BYTES, "symbol");
      if (kind == 2) {
        name(names + number(entry + 24, Integer.BYTES, "symbol"));
      } else {
        objects.add(number(entry + 8, Long.BYTES, "symbol"));
      }
    }
  }

  private void name(long at) throws FormatException {
    inside(at, 1, "name");
    long end = Math.min(bytes.byteSize(), at + LONGEST_NAME);
    for (long next = at; next < end; next++) {
      if (unsigned(next) == 0) {
        return;
      }
    }
    throw damaged(at, "name", "at most " + LONGEST_NAME + " bytes", "more");
  }
}
