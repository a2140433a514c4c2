package dev.fovea.files.pytorch;

import dev.fovea.files.StoredType;
import dev.fovea.files.python.PythonValue;

/**
 * Where the numbers of one or more tensors lie.
 *
 * @param key what the file calls the bytes
 * @param type the type of its elements; a single byte if it has none
 * @param start the first byte that belongs to it
 * @param end the byte after the last
 */
record TorchStorage(String key, StoredType type, long start, long end)
    implements PythonValue.Special {
  @Override
  public String kind() {
    return "a storage";
  }
}
