package dev.fovea.core.shape;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The numbers of a tensor in row-major order. Ordinary tensors keep them in a Java array;
 * parameters, few and long-lived, in 64-byte aligned memory outside the heap that is freed by the
 * garbage collector with its owner. {@link DType#BOOL} is one byte, 0 or 1.
 */
public final class Storage {
  private static final int CACHE_LINE = 64;

  private final DType dtype;
  private final MemorySegment segment;
  private final int size;

  private Storage(DType dtype, MemorySegment segment) {
    this(dtype, segment, (int) (segment.byteSize() / dtype.bytes()));
  }

  private Storage(DType dtype, MemorySegment segment, int size) {
    this.dtype = dtype;
    this.segment = segment;
    this.size = size;
  }

  /** Zeros in a Java array. */
  public static Storage zeros(DType dtype, int size) {
    return switch (dtype) {
      case FLOAT32 -> of(new float[size]);
      case FLOAT64 -> of(new double[size]);
      case INT32 -> of(new int[size]);
      case INT64 -> of(new long[size]);
      case UINT8, BOOL -> new Storage(dtype, MemorySegment.ofArray(new byte[size]));
    };
  }

  /** Zeros in aligned memory outside the heap, with room up to a whole cache line. */
  public static Storage aligned(DType dtype, int size) {
    long bytes = (long) size * dtype.bytes();
    long lines = Math.max(1, Math.ceilDiv(bytes, CACHE_LINE));
    MemorySegment memory = Arena.ofAuto().allocate(lines * CACHE_LINE, CACHE_LINE);
    return new Storage(dtype, memory, size);
  }

  public static Storage of(float[] values) {
    return new Storage(DType.FLOAT32, MemorySegment.ofArray(values));
  }

  public static Storage of(double[] values) {
    return new Storage(DType.FLOAT64, MemorySegment.ofArray(values));
  }

  public static Storage of(int[] values) {
    return new Storage(DType.INT32, MemorySegment.ofArray(values));
  }

  public static Storage of(long[] values) {
    return new Storage(DType.INT64, MemorySegment.ofArray(values));
  }

  public static Storage of(byte[] values) {
    return new Storage(DType.UINT8, MemorySegment.ofArray(values));
  }

  public static Storage of(boolean[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) (values[i] ? 1 : 0);
    }
    return new Storage(DType.BOOL, MemorySegment.ofArray(bytes));
  }

  /** The type of the numbers. */
  public DType dtype() {
    return dtype;
  }

  /** How many numbers there are. */
  public int size() {
    return size;
  }

  /** The memory itself, for kernels; it may be longer than the numbers. */
  public MemorySegment segment() {
    return segment;
  }

  /** One number; integers beyond 2<sup>53</sup> lose their last digits. */
  public double at(int index) {
    return switch (dtype) {
      case FLOAT32 -> segment.getAtIndex(ValueLayout.JAVA_FLOAT, index);
      case FLOAT64 -> segment.getAtIndex(ValueLayout.JAVA_DOUBLE, index);
      case INT32 -> segment.getAtIndex(ValueLayout.JAVA_INT, index);
      case INT64 -> segment.getAtIndex(ValueLayout.JAVA_LONG, index);
      case UINT8, BOOL -> segment.get(ValueLayout.JAVA_BYTE, index) & 0xFF;
    };
  }

  /**
   * Reads all numbers; integers beyond 2<sup>53</sup> lose their last digits.
   *
   * @param target room for as many numbers
   */
  public void copyTo(double[] target) {
    switch (dtype) {
      case FLOAT32 -> {
        for (int i = 0; i < size; i++) {
          target[i] = segment.getAtIndex(ValueLayout.JAVA_FLOAT, i);
        }
      }
      case FLOAT64 -> MemorySegment.copy(segment, ValueLayout.JAVA_DOUBLE, 0, target, 0, size);
      case INT32 -> {
        for (int i = 0; i < size; i++) {
          target[i] = segment.getAtIndex(ValueLayout.JAVA_INT, i);
        }
      }
      case INT64 -> {
        for (int i = 0; i < size; i++) {
          target[i] = segment.getAtIndex(ValueLayout.JAVA_LONG, i);
        }
      }
      case UINT8, BOOL -> {
        for (int i = 0; i < size; i++) {
          target[i] = segment.get(ValueLayout.JAVA_BYTE, i) & 0xFF;
        }
      }
    }
  }

  /** Stores one number, rounded or cut to the type. */
  public void put(int index, double value) {
    switch (dtype) {
      case FLOAT32 -> segment.setAtIndex(ValueLayout.JAVA_FLOAT, index, (float) value);
      case FLOAT64 -> segment.setAtIndex(ValueLayout.JAVA_DOUBLE, index, value);
      case INT32 -> segment.setAtIndex(ValueLayout.JAVA_INT, index, (int) value);
      case INT64 -> segment.setAtIndex(ValueLayout.JAVA_LONG, index, (long) value);
      case UINT8 -> segment.set(ValueLayout.JAVA_BYTE, index, (byte) (int) value);
      case BOOL -> segment.set(ValueLayout.JAVA_BYTE, index, (byte) (value != 0 ? 1 : 0));
    }
  }

  /** Overwrites these numbers with others of the same type and count. */
  public void copyFrom(Storage source) {
    if (source.dtype != dtype || source.size != size) {
      throw new IllegalArgumentException(
          "storage: expected "
              + size
              + " × "
              + dtype
              + " but was "
              + source.size
              + " × "
              + source.dtype);
    }
    MemorySegment.copy(source.segment, 0, segment, 0, (long) size * dtype.bytes());
  }

  public float[] toFloats() {
    if (dtype == DType.FLOAT32) {
      return numbers().toArray(ValueLayout.JAVA_FLOAT);
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) at(i);
    }
    return values;
  }

  public double[] toDoubles() {
    double[] values = new double[size];
    copyTo(values);
    return values;
  }

  public long[] toLongs() {
    if (dtype == DType.INT64) {
      return numbers().toArray(ValueLayout.JAVA_LONG);
    }
    long[] values = new long[size];
    for (int i = 0; i < size; i++) {
      values[i] = (long) at(i);
    }
    return values;
  }

  private MemorySegment numbers() {
    return segment.asSlice(0, (long) size * dtype.bytes());
  }
}
