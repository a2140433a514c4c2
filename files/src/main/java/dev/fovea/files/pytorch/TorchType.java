package dev.fovea.files.pytorch;

import dev.fovea.files.ElementType;
import dev.fovea.files.python.PythonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An element type as PyTorch names it: a class of storages, or a {@code dtype}.
 *
 * @param name the name in Python
 * @param type the type
 */
record TorchType(String name, ElementType type) implements PythonValue.Special {
  private static final Map<ElementType, String> STORAGES = storages();
  private static final Map<String, ElementType> SYNONYMS =
      Map.of(
          "double", ElementType.F64,
          "float", ElementType.F32,
          "half", ElementType.F16,
          "long", ElementType.I64,
          "int", ElementType.I32,
          "short", ElementType.I16);

  private static Map<ElementType, String> storages() {
    Map<ElementType, String> names = new LinkedHashMap<>();
    names.put(ElementType.F64, "DoubleStorage");
    names.put(ElementType.F32, "FloatStorage");
    names.put(ElementType.F16, "HalfStorage");
    names.put(ElementType.BF16, "BFloat16Storage");
    names.put(ElementType.I64, "LongStorage");
    names.put(ElementType.I32, "IntStorage");
    names.put(ElementType.I16, "ShortStorage");
    names.put(ElementType.I8, "CharStorage");
    names.put(ElementType.U8, "ByteStorage");
    names.put(ElementType.BOOL, "BoolStorage");
    return names;
  }

  /** The type that Python knows by this name, if tensors can hold it. */
  static Optional<TorchType> named(String module, String name) {
    String full = module + "." + name;
    return switch (full) {
      case "torch.UntypedStorage", "torch.storage.UntypedStorage" ->
          Optional.of(new TorchType(full, ElementType.U8));
      default ->
          module.equals("torch")
              ? type(name).map(type -> new TorchType(full, type))
              : Optional.empty();
    };
  }

  private static Optional<ElementType> type(String name) {
    return STORAGES.entrySet().stream()
        .filter(storage -> storage.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .or(() -> ElementType.labeled(name))
        .or(() -> Optional.ofNullable(SYNONYMS.get(name)));
  }

  /** The class of storages that holds a type; none for unsigned integers of several bytes. */
  static Optional<String> storage(ElementType type) {
    return Optional.ofNullable(STORAGES.get(type));
  }

  /** Whether it is a class of storages; otherwise it is a {@code dtype}. */
  boolean isStorage() {
    return name.endsWith("Storage");
  }

  @Override
  public String kind() {
    return isStorage() ? "a class of storages" : "a dtype";
  }

  @Override
  public String toString() {
    return name;
  }
}
