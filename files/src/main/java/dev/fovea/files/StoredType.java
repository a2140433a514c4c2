package dev.fovea.files;

import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Storage;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * How numbers stand in a file. Types that {@link DType} lacks become the next wider one in memory:
 * half precision becomes float32, short integers int32, unsigned 32 bits int64.
 */
public enum StoredType {
  /** IEEE 754 double precision. */
  F64(8, DType.FLOAT64, "float64"),
  /** IEEE 754 single precision. */
  F32(4, DType.FLOAT32, "float32"),
  /** IEEE 754 half precision: 11 digits, at most 65504. */
  F16(2, DType.FLOAT32, "float16"),
  /** The upper half of a float32: its range with 8 digits. */
  BF16(2, DType.FLOAT32, "bfloat16"),
  /** Signed 64-bit integer. */
  I64(8, DType.INT64, "int64"),
  /** Signed 32-bit integer. */
  I32(4, DType.INT32, "int32"),
  /** Signed 16-bit integer. */
  I16(2, DType.INT32, "int16"),
  /** Signed byte. */
  I8(1, DType.INT32, "int8"),
  /** Unsigned 64-bit integer; numbers from 2<sup>63</sup> are refused. */
  U64(8, DType.INT64, "uint64"),
  /** Unsigned 32-bit integer. */
  U32(4, DType.INT64, "uint32"),
  /** Unsigned 16-bit integer. */
  U16(2, DType.INT32, "uint16"),
  /** Unsigned byte. */
  U8(1, DType.UINT8, "uint8"),
  /** Truth value in a byte, 0 or 1. */
  BOOL(1, DType.BOOL, "bool");

  private static final float LARGEST_F16 = 65504;

  private final int bytes;
  private final DType dtype;
  private final String label;

  StoredType(int bytes, DType dtype, String label) {
    this.bytes = bytes;
    this.dtype = dtype;
    this.label = label;
  }

  /** How a type of ours is written. */
  public static StoredType of(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> F32;
      case FLOAT64 -> F64;
      case INT32 -> I32;
      case INT64 -> I64;
      case UINT8 -> U8;
      case BOOL -> BOOL;
    };
  }

  /** The type with this name in NumPy and PyTorch, such as {@code bfloat16}. */
  public static Optional<StoredType> labeled(String label) {
    for (StoredType type : values()) {
      if (type.label.equals(label)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** Bytes an element takes in the file. */
  public int bytes() {
    return bytes;
  }

  /** What it is in memory. */
  public DType dtype() {
    return dtype;
  }

  /** The name NumPy and PyTorch use, such as {@code float16}. */
  public String label() {
    return label;
  }

  /** Whether it is a floating-point type. */
  public boolean isFloating() {
    return dtype.isFloating();
  }

  /** Whether memory holds the same bits as the file. */
  private boolean isHeldAsItIs() {
    return dtype.bytes() == bytes && this != BOOL && this != U64;
  }

  // ---- reading ----

  /**
   * Takes elements from a file's bytes.
   *
   * @param at where the first starts
   * @param stride bytes from the start of one to the start of the next
   * @param order of the bytes of each element
   * @param to numbers of type {@link #dtype}
   * @param first the place of the first in {@code to}
   * @throws FormatException if a truth value is neither 0 nor 1, or a number too large for int64
   */
  public void decode(
      MemorySegment from, long at, long stride, ByteOrder order, Storage to, int first, int count)
      throws FormatException {
    MemorySegment memory = to.segment();
    if (stride == bytes && isHeldAsItIs()) {
      ValueLayout inFile = layout(order);
      ValueLayout inMemory = layout(ByteOrder.nativeOrder());
      MemorySegment.copy(from, inFile, at, memory, inMemory, (long) bytes * first, count);
      return;
    }
    switch (this) {
      case F64, I64 -> {
        ValueLayout.OfLong layout = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order);
        for (int i = 0; i < count; i++) {
          long bits = from.get(layout, at + i * stride);
          memory.setAtIndex(ValueLayout.JAVA_LONG, (long) first + i, bits);
        }
      }
      case U64 -> {
        ValueLayout.OfLong layout = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order);
        for (int i = 0; i < count; i++) {
          long value = from.get(layout, at + i * stride);
          if (value < 0) {
            throw FormatException.of("tensor: a number is too large")
                .fact("offset", at + i * stride)
                .fact("expected", "at most " + Long.MAX_VALUE)
                .fact("found", Long.toUnsignedString(value));
          }
          memory.setAtIndex(ValueLayout.JAVA_LONG, (long) first + i, value);
        }
      }
      case F32, I32 -> {
        ValueLayout.OfInt layout = ValueLayout.JAVA_INT_UNALIGNED.withOrder(order);
        for (int i = 0; i < count; i++) {
          int bits = from.get(layout, at + i * stride);
          memory.setAtIndex(ValueLayout.JAVA_INT, (long) first + i, bits);
        }
      }
      case U32 -> {
        ValueLayout.OfInt layout = ValueLayout.JAVA_INT_UNALIGNED.withOrder(order);
        for (int i = 0; i < count; i++) {
          long value = Integer.toUnsignedLong(from.get(layout, at + i * stride));
          memory.setAtIndex(ValueLayout.JAVA_LONG, (long) first + i, value);
        }
      }
      case F16, BF16 -> {
        ValueLayout.OfShort layout = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order);
        for (int i = 0; i < count; i++) {
          short bits = from.get(layout, at + i * stride);
          float value =
              this == F16 ? Float.float16ToFloat(bits) : Float.intBitsToFloat(bits << Short.SIZE);
          memory.setAtIndex(ValueLayout.JAVA_FLOAT, (long) first + i, value);
        }
      }
      case I16, U16 -> {
        ValueLayout.OfShort layout = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order);
        int mask = this == U16 ? 0xFFFF : -1;
        for (int i = 0; i < count; i++) {
          int value = from.get(layout, at + i * stride) & mask;
          memory.setAtIndex(ValueLayout.JAVA_INT, (long) first + i, value);
        }
      }
      case I8 -> {
        for (int i = 0; i < count; i++) {
          int value = from.get(ValueLayout.JAVA_BYTE, at + i * stride);
          memory.setAtIndex(ValueLayout.JAVA_INT, (long) first + i, value);
        }
      }
      case U8 -> {
        for (int i = 0; i < count; i++) {
          byte value = from.get(ValueLayout.JAVA_BYTE, at + i * stride);
          memory.set(ValueLayout.JAVA_BYTE, (long) first + i, value);
        }
      }
      case BOOL -> {
        for (int i = 0; i < count; i++) {
          byte value = from.get(ValueLayout.JAVA_BYTE, at + i * stride);
          if ((value & ~1) != 0) {
            throw FormatException.of("tensor: a truth value is neither 0 nor 1")
                .fact("offset", at + i * stride)
                .fact("expected", "0 or 1")
                .fact("found", value & 0xFF);
          }
          memory.set(ValueLayout.JAVA_BYTE, (long) first + i, value);
        }
      }
    }
  }

  private ValueLayout layout(ByteOrder order) {
    return switch (bytes) {
      case 8 -> ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order);
      case 4 -> ValueLayout.JAVA_INT_UNALIGNED.withOrder(order);
      default -> ValueLayout.JAVA_BYTE;
    };
  }

  // ---- writing ----

  /** Whether numbers of this type in memory can be written so. */
  public boolean canHold(DType numbers) {
    return isFloating() ? numbers.isFloating() : numbers == dtype;
  }

  /**
   * Turns elements into a file's bytes, the lowest first. Floating-point numbers are rounded to the
   * nearest, ties to the even one; float64 goes to half precision by way of float32.
   *
   * @param to takes the bytes from its start
   * @throws FormatException if a number is out of the range of this type
   */
  public void encode(Storage from, int first, int count, MemorySegment to) throws FormatException {
    if (!canHold(from.dtype())) {
      throw new IllegalArgumentException(from.dtype() + " cannot be written as " + label);
    }
    MemorySegment memory = from.segment();
    if (dtype == from.dtype() && (isHeldAsItIs() || this == BOOL)) {
      ValueLayout inFile = layout(ByteOrder.LITTLE_ENDIAN);
      ValueLayout inMemory = layout(ByteOrder.nativeOrder());
      MemorySegment.copy(memory, inMemory, (long) bytes * first, to, inFile, 0, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      if (isFloating()) {
        encode(from.at(first + i), to, i);
      } else {
        long value =
            dtype == DType.INT64
                ? memory.getAtIndex(ValueLayout.JAVA_LONG, (long) first + i)
                : memory.getAtIndex(ValueLayout.JAVA_INT, (long) first + i);
        encode(value, to, i);
      }
    }
  }

  private void encode(double value, MemorySegment to, int index) throws FormatException {
    float single = (float) value;
    boolean isTooLarge;
    switch (this) {
      case F64 -> {
        to.set(
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN),
            8L * index,
            Double.doubleToRawLongBits(value));
        isTooLarge = false;
      }
      case F32 -> {
        to.set(
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN),
            4L * index,
            Float.floatToRawIntBits(single));
        isTooLarge = Float.isInfinite(single);
      }
      default -> {
        short bits = this == F16 ? Float.floatToFloat16(single) : toBfloat16(single);
        to.set(
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 2L * index, bits);
        int exponent = this == F16 ? 0x7C00 : 0x7F80;
        isTooLarge = (bits & 0x7FFF) == exponent;
      }
    }
    if (isTooLarge && Double.isFinite(value)) {
      throw outOfRange(
          "at most " + (this == F16 ? LARGEST_F16 : Float.MAX_VALUE) + " in size", value);
    }
  }

  private static short toBfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      // The bit that makes it a quiet NaN must survive.
      return (short) (bits >>> Short.SIZE | 0x40);
    }
    int half = 0x7FFF + (bits >>> Short.SIZE & 1);
    return (short) (bits + half >>> Short.SIZE);
  }

  private void encode(long value, MemorySegment to, int index) throws FormatException {
    long least = this == I8 ? Byte.MIN_VALUE : this == I16 ? Short.MIN_VALUE : 0;
    long most =
        switch (this) {
          case I8 -> Byte.MAX_VALUE;
          case I16 -> Short.MAX_VALUE;
          case U16 -> 0xFFFF;
          case U32 -> 0xFFFFFFFFL;
          default -> Long.MAX_VALUE;
        };
    if (value < least || value > most) {
      throw outOfRange("from " + least + " to " + most, value);
    }
    for (int i = 0; i < bytes; i++) {
      to.set(ValueLayout.JAVA_BYTE, (long) bytes * index + i, (byte) (value >>> (Byte.SIZE * i)));
    }
  }

  private FormatException outOfRange(String expected, Object found) {
    return FormatException.of("tensor: a number does not fit " + label)
        .fact("expected", expected)
        .fact("found", found);
  }
}
