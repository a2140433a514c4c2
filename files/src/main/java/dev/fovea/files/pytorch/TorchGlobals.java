package dev.fovea.files.pytorch;

import dev.fovea.core.shape.Shape;
import dev.fovea.files.FormatException;
import dev.fovea.files.StoredType;
import dev.fovea.files.bytes.Dimensions;
import dev.fovea.files.bytes.ElementView;
import dev.fovea.files.python.PickleHost;
import dev.fovea.files.python.PythonValue;
import dev.fovea.files.python.PythonValue.None;
import dev.fovea.files.python.PythonValue.Sequence;
import dev.fovea.files.python.PythonValue.Text;
import dev.fovea.files.python.PythonValue.Whole;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The few classes and functions that a file of tensors needs, and its storages. None of them does
 * more than say where numbers lie.
 */
final class TorchGlobals implements PickleHost {
  private static final long MOST_ELEMENTS = 1L << 59;
  private static final int LONGEST_DEVICE = 32;

  private final Storages storages;
  private final ByteOrder order;

  /** The storages of a file. */
  @FunctionalInterface
  interface Storages {
    /**
     * Takes note that a storage is used.
     *
     * @param type of its elements
     * @param bytes how many it has, as the pickle says
     * @throws FormatException if there is none, or it has others
     */
    void use(String key, StoredType type, long bytes) throws FormatException;
  }

  TorchGlobals(Storages storages, ByteOrder order) {
    this.storages = storages;
    this.order = order;
  }

  @Override
  public PythonValue global(String module, String name) throws FormatException {
    Optional<? extends PythonValue> type = TorchType.named(module, name);
    if (type.isPresent()) {
      return type.get();
    }
    return switch (module + "." + name) {
      case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2" ->
          function(arguments -> tensor(arguments, Optional.empty()));
      case "torch._utils._rebuild_tensor_v3" -> function(this::tensorOfUntyped);
      case "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state" ->
          function(TorchGlobals::first);
      case "torch.Size" -> function(TorchGlobals::first);
      case "torch.device" -> function(TorchGlobals::device);
      default -> NumpyGlobals.find(module, name).orElseThrow(() -> refused(module, name));
    };
  }

  private static FormatException refused(String module, String name) {
    if (module.equals("torch") && name.endsWith("Storage")) {
      return FormatException.of("pytorch: tensors here cannot hold elements of this type")
          .fact("found", module + "." + name);
    }
    return FormatException.of("pytorch: the file asks for code that tensors do not need")
        .fact("expected", "tensors, numbers, texts, lists and dictionaries")
        .fact("found", module + "." + name)
        .fact("hint", "nothing was run; a model is saved as torch.save(model.state_dict(), file)");
  }

  /** Something that can be called. */
  @FunctionalInterface
  interface Body {
    PythonValue call(List<PythonValue> arguments) throws FormatException;
  }

  static PythonValue function(Body body) {
    return new Function(body);
  }

  private record Function(Body body) implements PythonValue.Special {
    @Override
    public String kind() {
      return "a function";
    }

    @Override
    public PythonValue call(List<PythonValue> arguments) throws FormatException {
      return body.call(arguments);
    }
  }

  static PythonValue first(List<PythonValue> arguments) throws FormatException {
    if (arguments.isEmpty()) {
      throw unexpected("an argument", "none");
    }
    return arguments.getFirst();
  }

  private static PythonValue device(List<PythonValue> arguments) throws FormatException {
    String text = text(first(arguments));
    if (text.length() > LONGEST_DEVICE) {
      throw unexpected("the name of a device", text);
    }
    return new Text(arguments.size() > 1 ? text + ":" + whole(arguments.get(1)) : text);
  }

  // ---- storages ----

  /** {@code ('storage', class, key, device, elements)}, and in old files a view of it. */
  @Override
  public PythonValue persistent(PythonValue id) throws FormatException {
    List<PythonValue> parts = id instanceof Sequence tuple ? tuple.items() : List.of();
    if (parts.size() < 5
        || !(parts.get(0) instanceof Text what && what.value().equals("storage"))
        || !(parts.get(1) instanceof TorchType type && type.isStorage())) {
      throw unexpected("a storage", id.kind());
    }
    StoredType elements = type.type();
    String key = text(parts.get(2));
    long bytes = bytes(parts.get(4), elements);
    storages.use(key, elements, bytes);
    if (parts.size() == 5 || parts.get(5) == None.NONE) {
      return new TorchStorage(key, elements, 0, bytes);
    }
    List<PythonValue> view = parts.get(5) instanceof Sequence some ? some.items() : List.of();
    if (view.size() != 3) {
      throw unexpected("a view of a storage", parts.get(5).kind());
    }
    long start = bytes(view.get(1), elements);
    long length = bytes(view.get(2), elements);
    if (start > bytes - length) {
      throw FormatException.of("pytorch: a view reaches beyond its storage")
          .fact("storage", key)
          .fact("expected", "up to " + bytes + " bytes")
          .fact("found", "up to " + (start + length));
    }
    return new TorchStorage(key, elements, start, start + length);
  }

  /** A number of elements, in bytes. */
  private static long bytes(PythonValue count, StoredType type) throws FormatException {
    BigInteger elements = whole(count);
    if (elements.signum() < 0 || elements.compareTo(BigInteger.valueOf(MOST_ELEMENTS)) > 0) {
      throw unexpected("a number of elements", elements.toString());
    }
    return elements.longValue() * type.bytes();
  }

  // ---- tensors ----

  private PythonValue tensorOfUntyped(List<PythonValue> arguments) throws FormatException {
    if (arguments.size() < 7 || !(arguments.get(6) instanceof TorchType type)) {
      throw unexpected("a dtype", arguments.size() + " arguments");
    }
    return tensor(arguments, Optional.of(type.type()));
  }

  /** {@code (storage, first element, sizes, strides, …)}. */
  private PythonValue tensor(List<PythonValue> arguments, Optional<StoredType> dtype)
      throws FormatException {
    if (arguments.size() < 4 || !(arguments.getFirst() instanceof TorchStorage storage)) {
      throw unexpected("a storage, an offset, sizes and strides", arguments.size() + " arguments");
    }
    StoredType type = dtype.orElse(storage.type());
    long first = bytes(arguments.get(1), type);
    List<BigInteger> sizes = wholes(arguments.get(2));
    List<BigInteger> strides = wholes(arguments.get(3));
    Shape shape =
        Dimensions.shape(sizes)
            .orElseThrow(() -> unexpected("a shape of " + Dimensions.EXPECTED, sizes.toString()));
    if (strides.size() != sizes.size()
        || strides.stream().anyMatch(stride -> stride.bitLength() >= Long.SIZE - 1)) {
      throw unexpected("a stride for each of " + sizes.size() + " axes", strides.toString());
    }
    ElementView view =
        ElementView.strided(
            type,
            order,
            shape,
            strides.stream().mapToLong(BigInteger::longValue).toArray(),
            storage.start() + first,
            storage.end());
    return new TorchTensor(storage.key(), view);
  }

  private static List<BigInteger> wholes(PythonValue value) throws FormatException {
    if (!(value instanceof Sequence some) || some.items().size() > Dimensions.MOST_AXES) {
      throw unexpected("at most " + Dimensions.MOST_AXES + " whole numbers", value.kind());
    }
    List<BigInteger> numbers = new ArrayList<>();
    for (PythonValue item : some.items()) {
      numbers.add(whole(item));
    }
    return numbers;
  }

  static BigInteger whole(PythonValue value) throws FormatException {
    if (value instanceof Whole(BigInteger number)) {
      return number;
    }
    throw unexpected("a whole number", value.kind());
  }

  static String text(PythonValue value) throws FormatException {
    if (value instanceof Text(String text)) {
      return text;
    }
    throw unexpected("a text", value.kind());
  }

  static FormatException unexpected(String expected, String found) {
    return FormatException.of("pytorch: the pickle describes its tensors in an unknown way")
        .fact("expected", expected)
        .fact("found", found);
  }
}
