package dev.fovea.files.pytorch;

import dev.fovea.files.StoredType;
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
record TorchType(String name, StoredType type) implements PythonValue.Special {
  private static final Map<StoredType, String> STORAGES = storages();
  private static final Map<String, StoredType> SYNONYMS =
      Map.of(
          "double", StoredType.F64,
          "float", StoredType.F32,
          "half", StoredType.F16,
          "long", StoredType.I64,
          "int", StoredType.I32,
          "short", StoredType.I16);

  private static Map<StoredType, String> storages() {
    Map<StoredType, String> names = new LinkedHashMap<>();
    names.put(StoredType.F64, "DoubleStorage");
    names.put(StoredType.F32, "FloatStorage");
    names.put(StoredType.F16, "HalfStorage");
    names.put(StoredType.BF16, "BFloat16Storage");
    names.put(StoredType.I64, "LongStorage");
    names.put(StoredType.I32, "IntStorage");
    names.put(StoredType.I16, "ShortStorage");
    names.put(StoredType.I8, "CharStorage");
    names.put(StoredType.U8, "ByteStorage");
    names.put(StoredType.BOOL, "BoolStorage");
    return names;
  }

  /** The type that Python knows by this name, if tensors can hold it. */
  static Optional<TorchType> named(String module, String name) {
    String full = module + "." + name;
    return switch (full) {
      case "torch.UntypedStorage", "torch.storage.UntypedStorage" ->
          Optional.of(new TorchType(full, StoredType.U8));
      default ->
          module.equals("torch")
              ? type(name).map(type -> new TorchType(full, type))
              : Optional.empty();
    };
  }

  private static Optional<StoredType> type(String name) {
    return STORAGES.entrySet().stream()
        .filter(storage -> storage.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .or(() -> StoredType.labeled(name))
        .or(() -> Optional.ofNullable(SYNONYMS.get(name)));
  }

  /** The class of storages that holds a type; none for unsigned integers of several bytes. */
  static Optional<String> storage(StoredType type) {
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
