package dev.fovea.formats.onnx.proto;

import dev.fovea.files.FormatException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/**
 * A protobuf message, read field by field where it lies. Nothing is copied but texts; no field is
 * believed to be longer than the message it stands in.
 *
 * <pre>{@code
 * while (message.next()) {
 *   switch (message.field()) {
 *     case 1 -> name = message.text();
 *     default -> {}
 *   }
 * }
 * }</pre>
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>
 */
final class WireReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;
  private static final int KIND_BITS = 3;
  private static final int LONGEST_VARINT = 10;
  private static final int LONGEST_TEXT = 1 << 16;

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment bytes;
  private final long end;
  private final Budget budget;
  private final String message;
  private long position;
  private int field;
  private int kind;
  private long value;
  private long start;

  private WireReader(MemorySegment bytes, long start, long end, Budget budget, String message) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
    this.budget = budget;
    this.message = message;
  }

  /**
   * The message that fills these bytes.
   *
   * @param message what errors call it, such as {@code model}
   */
  static WireReader of(MemorySegment bytes, String message) {
    return new WireReader(bytes, 0, bytes.byteSize(), new Budget(), message);
  }

  /** Goes to the next field; false at the end of the message. */
  boolean next() throws FormatException {
    if (position == end) {
      return false;
    }
    long tag = readVarint("tag");
    kind = (int) tag & ((1 << KIND_BITS) - 1);
    long number = tag >>> KIND_BITS;
    if (number < 1 || number > Integer.MAX_VALUE >> KIND_BITS) {
      throw error("a field has no number").fact("found", "tag " + Long.toUnsignedString(tag));
    }
    field = (int) number;
    switch (kind) {
      case VARINT -> {
        start = position;
        value = readVarint("field " + field);
      }
      case FIXED64 -> start = take(Long.BYTES);
      case FIXED32 -> start = take(Integer.BYTES);
      case LENGTH -> {
        value = readVarint("length of field " + field);
        start = take(value);
      }
      default ->
          throw error("a field has a wire type that there is not")
              .fact("field", field)
              .fact("expected", "0, 1, 2 or 5")
              .fact("found", kind);
    }
    return true;
  }

  /** The number of the present field. */
  int field() {
    return field;
  }

  /** Whether the present field has a length: a text, bytes or a message. */
  boolean hasLength() {
    return kind == LENGTH;
  }

  private long take(long count) throws FormatException {
    if (count < 0 || count > end - position) {
      throw error("the file ends too early")
          .fact("field", field)
          .fact("expected", Long.toUnsignedString(count) + " bytes")
          .fact("found", end - position + " bytes");
    }
    long first = position;
    position += count;
    return first;
  }

  private long readVarint(String what) throws FormatException {
    long found = 0;
    for (int i = 0; i < LONGEST_VARINT; i++) {
      if (position == end) {
        throw error("the file ends too early").fact("field", what);
      }
      byte next = bytes.get(ValueLayout.JAVA_BYTE, position++);
      found |= (long) (next & 0x7F) << (7 * i);
      if (next >= 0) {
        return found;
      }
    }
    throw error("a number is longer than 10 bytes").fact("field", what);
  }

  private void expect(int wanted, String what) throws FormatException {
    if (kind != wanted) {
      throw error("a field is of another kind")
          .fact("field", field)
          .fact("expected", what + ", wire type " + wanted)
          .fact("found", "wire type " + kind);
    }
  }

  private FormatException error(String what) {
    return FormatException.of("onnx: " + what).fact("message", message).fact("offset", position);
  }

  // ---- what a field holds ----

  /** A whole number. */
  long number() throws FormatException {
    expect(VARINT, "a whole number");
    return value;
  }

  /** A whole number that fits an int; others are given as the nearest, which means nothing. */
  int smallNumber() throws FormatException {
    return Math.clamp(number(), Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** A single-precision number. */
  float real() throws FormatException {
    expect(FIXED32, "a number of 4 bytes");
    return Float.intBitsToFloat(bytes.get(INT, start));
  }

  /** A text; what is no UTF-8 becomes a replacement character. */
  String text() throws FormatException {
    expect(LENGTH, "a text");
    if (value > LONGEST_TEXT) {
      throw error("a text is too long")
          .fact("field", field)
          .fact("expected", "at most " + LONGEST_TEXT + " bytes")
          .fact("found", value + " bytes");
    }
    return new String(
        bytes.asSlice(start, value).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
  }

  /** A message inside this one. */
  WireReader inside(String name) throws FormatException {
    expect(LENGTH, "a message");
    budget.take(start);
    return new WireReader(bytes, start, start + value, budget, name);
  }

  /** Whole numbers, one or a packed list. */
  void numbers(LongConsumer each) throws FormatException {
    if (kind == VARINT) {
      budget.take(start);
      each.accept(value);
      return;
    }
    expect(LENGTH, "whole numbers");
    WireReader list = new WireReader(bytes, start, start + value, budget, message);
    while (list.position < list.end) {
      budget.take(list.position);
      each.accept(list.readVarint("field " + field));
    }
  }

  /** Single-precision numbers, one or a packed list. */
  float[] reals() throws FormatException {
    if (kind == LENGTH && value % Float.BYTES != 0) {
      throw error("a list of numbers ends within one").fact("field", field);
    }
    if (kind != LENGTH) {
      expect(FIXED32, "numbers of 4 bytes");
    }
    int count = Math.toIntExact((position - start) / Float.BYTES);
    float[] found = new float[count];
    for (int i = 0; i < count; i++) {
      budget.take(start);
      found[i] = Float.intBitsToFloat(bytes.get(INT, start + (long) Float.BYTES * i));
    }
    return found;
  }

  /** Where the bytes of the field lie: of numbers of a fixed width, varints, or raw data. */
  Span span() throws FormatException {
    budget.take(start);
    return new Span(start, position - start);
  }

  /** Checks that the bytes are those of a field with a length. */
  Span rawSpan() throws FormatException {
    expect(LENGTH, "bytes");
    return span();
  }

  /**
   * A part of the file.
   *
   * @param offset its first byte
   * @param length how many there are
   */
  record Span(long offset, long length) {}
}
