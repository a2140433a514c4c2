package dev.fovea.files.numpy;

import dev.fovea.files.FormatException;
import dev.fovea.files.StoredType;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;

/**
 * An element type as NumPy writes it: byte order, kind and bytes, such as {@code <f4}.
 *
 * @param type the type
 * @param order the order of its bytes
 */
public record NumpyType(StoredType type, ByteOrder order) {
  private static final Map<String, StoredType> TYPES =
      Map.ofEntries(
          Map.entry("f8", StoredType.F64),
          Map.entry("f4", StoredType.F32),
          Map.entry("f2", StoredType.F16),
          Map.entry("i8", StoredType.I64),
          Map.entry("i4", StoredType.I32),
          Map.entry("i2", StoredType.I16),
          Map.entry("i1", StoredType.I8),
          Map.entry("u8", StoredType.U64),
          Map.entry("u4", StoredType.U32),
          Map.entry("u2", StoredType.U16),
          Map.entry("u1", StoredType.U8),
          Map.entry("b1", StoredType.BOOL));
  private static final int SHOWN = 40;

  /**
   * The type of a text such as {@code <f4}; without a byte order it is this machine's.
   *
   * @throws FormatException naming what such a type holds, if tensors cannot
   */
  public static NumpyType parse(String text) throws FormatException {
    char first = text.isEmpty() ? ' ' : text.charAt(0);
    Optional<ByteOrder> order =
        switch (first) {
          case '<' -> Optional.of(ByteOrder.LITTLE_ENDIAN);
          case '>' -> Optional.of(ByteOrder.BIG_ENDIAN);
          case '|', '=' -> Optional.of(ByteOrder.nativeOrder());
          default -> Optional.empty();
        };
    String code = order.isPresent() ? text.substring(1) : text;
    StoredType type = TYPES.get(code);
    if (type == null) {
      throw FormatException.of("numpy: tensors cannot hold elements of this type")
          .fact("expected", "one of f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 b1")
          .fact("found", shown(text) + meaning(code));
    }
    return new NumpyType(type, order.orElse(ByteOrder.nativeOrder()));
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  private static String meaning(String code) {
    return switch (code.isEmpty() ? ' ' : code.charAt(0)) {
      case 'O' -> " (Python objects: reading them could run code)";
      case 'U', 'S', 'a' -> " (text)";
      case 'c' -> " (complex numbers)";
      case 'f' -> " (floating point of another width)";
      case 'M', 'm' -> " (dates and times)";
      case 'V' -> " (raw bytes)";
      default -> "";
    };
  }

  /** How a type is written, its lowest byte first; bfloat16 is unknown to NumPy. */
  static String text(StoredType type) {
    for (Map.Entry<String, StoredType> known : TYPES.entrySet()) {
      if (known.getValue() == type) {
        return (type.bytes() == 1 ? "|" : "<") + known.getKey();
      }
    }
    throw new IllegalArgumentException("NumPy has no " + type.label());
  }
}
