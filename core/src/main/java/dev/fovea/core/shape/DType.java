package dev.fovea.core.shape;

import dev.fovea.core.Tensor;

/** The element types of a {@link Tensor}. */
public enum DType {
  /** IEEE 754 single precision, 4 bytes. The type of weights and activations. */
  FLOAT32("float32", 4),
  /** IEEE 754 double precision, 8 bytes. Used where a check wants more digits. */
  FLOAT64("float64", 8),
  /** Signed 32-bit integer. */
  INT32("int32", 4),
  /** Signed 64-bit integer. */
  INT64("int64", 8),
  /** Unsigned byte, 0 to 255: pixels. */
  UINT8("uint8", 1),
  /** Truth value, one byte: the result of a comparison. */
  BOOL("bool", 1);

  private final String label;
  private final int bytes;

  DType(String label, int bytes) {
    this.label = label;
    this.bytes = bytes;
  }

  /** The name NumPy and PyTorch use, such as {@code float32}. */
  public String label() {
    return label;
  }

  /** Bytes an element takes. */
  public int bytes() {
    return bytes;
  }

  /** True for {@link #FLOAT32} and {@link #FLOAT64}: the types that have gradients. */
  public boolean isFloating() {
    return this == FLOAT32 || this == FLOAT64;
  }

  @Override
  public String toString() {
    return label;
  }
}
