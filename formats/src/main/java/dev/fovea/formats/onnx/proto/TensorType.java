package dev.fovea.formats.onnx.proto;

import dev.fovea.core.shape.DType;
import dev.fovea.files.FormatException;
import dev.fovea.files.StoredType;
import java.util.Optional;

/** The numbers by which ONNX names element types ({@code TensorProto.DataType}). */
public enum TensorType {
  /** Single precision. */
  FLOAT(1, StoredType.F32),
  /** Unsigned byte. */
  UINT8(2, StoredType.U8),
  /** Signed byte. */
  INT8(3, StoredType.I8),
  /** Two bytes, unsigned. */
  UINT16(4, StoredType.U16),
  /** Two bytes, signed. */
  INT16(5, StoredType.I16),
  /** Four bytes, signed. */
  INT32(6, StoredType.I32),
  /** Eight bytes, signed. */
  INT64(7, StoredType.I64),
  /** Truth value. */
  BOOL(9, StoredType.BOOL),
  /** Half precision. */
  FLOAT16(10, StoredType.F16),
  /** Double precision. */
  DOUBLE(11, StoredType.F64),
  /** Four bytes, unsigned. */
  UINT32(12, StoredType.U32),
  /** Eight bytes, unsigned. */
  UINT64(13, StoredType.U64),
  /** The upper half of single precision. */
  BFLOAT16(16, StoredType.BF16);

  private final int number;
  private final StoredType element;

  TensorType(int number, StoredType element) {
    this.number = number;
    this.element = element;
  }

  /** The number that stands for it. */
  public int number() {
    return number;
  }

  /** How its numbers stand in a file. */
  public StoredType element() {
    return element;
  }

  /** What stands for an element type of ours. */
  public static TensorType of(StoredType element) {
    for (TensorType type : values()) {
      if (type.element == element) {
        return type;
      }
    }
    throw new IllegalStateException(element.label());
  }

  /** What stands for a type of ours. */
  public static TensorType of(DType dtype) {
    return of(StoredType.of(dtype));
  }

  /** The type of this number, if tensors of ours can have it. */
  public static Optional<TensorType> numbered(long number) {
    for (TensorType type : values()) {
      if (type.number == number) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The type of this number, or an error that names it. */
  static TensorType require(int number) throws FormatException {
    return numbered(number)
        .orElseThrow(() ->
            FormatException.of("onnx: tensors of this element type are not known here")
                .fact("expected", "real and whole numbers of 8 to 64 bits, or truth values")
                .fact("found", "type " + number + named(number)));
  }

  private static String named(int number) {
    return switch (number) {
      case 0 -> " (undefined)";
      case 8 -> " (string)";
      case 14, 15 -> " (complex)";
      case 17, 18, 19, 20 -> " (8-bit floating point)";
      case 21, 22, 23 -> " (4 bits)";
      default -> "";
    };
  }
}
