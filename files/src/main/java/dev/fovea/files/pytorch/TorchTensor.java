package dev.fovea.files.pytorch;

import dev.fovea.files.bytes.ElementView;
import dev.fovea.files.python.PythonValue;

/**
 * A tensor: a view of a storage.
 *
 * @param key the bytes of the storage
 * @param view how it lies in them
 */
record TorchTensor(String key, ElementView view) implements PythonValue.Special {
  @Override
  public String kind() {
    return "a tensor";
  }
}
