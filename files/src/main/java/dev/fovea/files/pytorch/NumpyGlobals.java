package dev.fovea.files.pytorch;

import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Storage;
import dev.fovea.files.FormatException;
import dev.fovea.files.StoredType;
import dev.fovea.files.numpy.NumpyType;
import dev.fovea.files.python.PythonValue;
import dev.fovea.files.python.PythonValue.Bytes;
import dev.fovea.files.python.PythonValue.Real;
import dev.fovea.files.python.PythonValue.Sequence;
import dev.fovea.files.python.PythonValue.Text;
import dev.fovea.files.python.PythonValue.Truth;
import dev.fovea.files.python.PythonValue.Whole;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Single numbers of NumPy, as checkpoints keep accuracies and losses. */
final class NumpyGlobals {
  private static final int LONGEST_DTYPE = 8;
  private static final int LONGEST_SCALAR = 64;

  private NumpyGlobals() {}

  static Optional<PythonValue> find(String module, String name) {
    return switch (module + "." + name) {
      case "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar" ->
          Optional.of(TorchGlobals.function(NumpyGlobals::scalar));
      case "numpy.dtype" ->
          Optional.of(
              TorchGlobals.function(
                  arguments -> new Described(TorchGlobals.text(TorchGlobals.first(arguments)))));
      // How protocol 2 writes bytes.
      case "_codecs.encode" -> Optional.of(TorchGlobals.function(NumpyGlobals::encode));
      default -> Optional.empty();
    };
  }

  /**
   * A {@code dtype} of NumPy.
   *
   * @param text such as {@code f8}, the byte order in front if it is known
   */
  private record Described(String text) implements PythonValue.Special {
    @Override
    public String kind() {
      return "a dtype of NumPy";
    }

    /** {@code (version, byte order, …)}. */
    @Override
    public PythonValue withState(PythonValue state) throws FormatException {
      List<PythonValue> parts = state instanceof Sequence tuple ? tuple.items() : List.of();
      if (parts.size() < 2) {
        throw TorchGlobals.unexpected("the state of a dtype", state.kind());
      }
      String order = TorchGlobals.text(parts.get(1));
      if (order.length() != 1 || text.length() > LONGEST_DTYPE) {
        throw TorchGlobals.unexpected("a byte order", order);
      }
      return new Described(order + text);
    }
  }

  private static PythonValue encode(List<PythonValue> arguments) throws FormatException {
    if (arguments.size() != 2
        || !(arguments.get(0) instanceof Text text)
        || !(arguments.get(1) instanceof Text(String charset))
        || !charset.equals("latin1")
        || text.value().length() > LONGEST_SCALAR) {
      throw TorchGlobals.unexpected(
          "the bytes of a number as latin1", arguments.size() + " arguments");
    }
    return new Bytes(text.value().getBytes(StandardCharsets.ISO_8859_1));
  }

  private static PythonValue scalar(List<PythonValue> arguments) throws FormatException {
    if (arguments.size() != 2
        || !(arguments.get(0) instanceof Described described)
        || !(arguments.get(1) instanceof Bytes bytes)) {
      throw TorchGlobals.unexpected("a dtype and bytes", arguments.size() + " arguments");
    }
    NumpyType type = NumpyType.parse(described.text());
    StoredType elements = type.type();
    if (bytes.size() != elements.bytes()) {
      throw TorchGlobals.unexpected(elements.bytes() + " bytes", bytes.size() + " bytes");
    }
    Storage number = Storage.zeros(elements.dtype(), Shape.scalar().size());
    MemorySegment memory = MemorySegment.ofArray(bytes.toArray());
    elements.decode(memory, 0, elements.bytes(), type.order(), number, 0, 1);
    return switch (elements.dtype()) {
      case FLOAT32, FLOAT64 -> new Real(number.at(0));
      case BOOL -> new Truth(number.at(0) != 0);
      case INT64 -> Whole.of(number.segment().getAtIndex(ValueLayout.JAVA_LONG, 0));
      case INT32, UINT8 -> Whole.of((long) number.at(0));
    };
  }
}
