package dev.fovea.formats;

import dev.fovea.core.DType;
import dev.fovea.core.Storage;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The element types of safetensors that are read; half precision is widened to float32. */
enum StoredType {
  F64(8, DType.FLOAT64),
  F32(4, DType.FLOAT32),
  F16(2, DType.FLOAT32),
  BF16(2, DType.FLOAT32),
  I64(8, DType.INT64),
  I32(4, DType.INT32),
  U8(1, DType.UINT8),
  BOOL(1, DType.BOOL);

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final int bytes;
  private final DType dtype;

  StoredType(int bytes, DType dtype) {
    this.bytes = bytes;
    this.dtype = dtype;
  }

  /** How a type of ours is written. */
  static StoredType of(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> F32;
      case FLOAT64 -> F64;
      case INT32 -> I32;
      case INT64 -> I64;
      case UINT8 -> U8;
      case BOOL -> BOOL;
    };
  }

  /** Bytes an element takes in the file. */
  int bytes() {
    return bytes;
  }

  /** What it is in memory. */
  DType dtype() {
    return dtype;
  }

  /** Takes elements from the file's bytes. */
  void decode(MemorySegment from, Storage to, int first, int count) {
    MemorySegment memory = to.segment();
    switch (this) {
      case F64, I64 ->
          MemorySegment.copy(from, LONG, 0, memory, ValueLayout.JAVA_LONG, 8L * first, count);
      case F32, I32 ->
          MemorySegment.copy(from, INT, 0, memory, ValueLayout.JAVA_INT, 4L * first, count);
      case U8, BOOL -> MemorySegment.copy(from, 0, memory, first, count);
      case F16 -> {
        for (int i = 0; i < count; i++) {
          float value = Float.float16ToFloat(from.get(SHORT, 2L * i));
          memory.setAtIndex(ValueLayout.JAVA_FLOAT, (long) first + i, value);
        }
      }
      case BF16 -> {
        for (int i = 0; i < count; i++) {
          float value = Float.intBitsToFloat(from.get(SHORT, 2L * i) << 16);
          memory.setAtIndex(ValueLayout.JAVA_FLOAT, (long) first + i, value);
        }
      }
    }
  }

  /** Turns elements into the file's bytes. */
  void encode(Storage from, int first, int count, MemorySegment to) {
    MemorySegment memory = from.segment();
    switch (this) {
      case F64, I64 ->
          MemorySegment.copy(memory, ValueLayout.JAVA_LONG, 8L * first, to, LONG, 0, count);
      case F32, I32 ->
          MemorySegment.copy(memory, ValueLayout.JAVA_INT, 4L * first, to, INT, 0, count);
      case U8, BOOL -> MemorySegment.copy(memory, first, to, 0, count);
      case F16, BF16 -> throw new IllegalStateException(this + " is read only");
    }
  }
}
