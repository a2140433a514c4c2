package dev.fovea.files;

/** In how many bits floating-point numbers are written. Other numbers stay as they are. */
public enum FloatWidth {
  /** As many as they have. */
  UNCHANGED,
  /** Single precision. */
  FLOAT32,
  /** Half precision: numbers beyond 65504 are refused. */
  FLOAT16,
  /** The upper half of single precision. */
  BFLOAT16;

  /** The type in which numbers of another type are written. */
  public StoredType of(StoredType type) {
    if (!type.isFloating()) {
      return type;
    }
    return switch (this) {
      case UNCHANGED -> type;
      case FLOAT32 -> StoredType.F32;
      case FLOAT16 -> StoredType.F16;
      case BFLOAT16 -> StoredType.BF16;
    };
  }

  /** The same tensor, to be written in this width. */
  public StoredTensor of(StoredTensor tensor) {
    return tensor.in(of(tensor.type()));
  }
}
