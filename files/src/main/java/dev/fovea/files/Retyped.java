package dev.fovea.files;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import java.io.IOException;

/**
 * A tensor that is to be written in another type than it was stored in.
 *
 * @param type the type to write
 * @param tensor where its numbers come from
 */
record Retyped(StoredType type, StoredTensor tensor) implements StoredTensor {
  Retyped {
    if (!type.canHold(tensor.type().dtype())) {
      throw new IllegalArgumentException(
          "a tensor of " + tensor.type().dtype() + " cannot be written as " + type.label());
    }
  }

  @Override
  public Shape shape() {
    return tensor.shape();
  }

  @Override
  public Tensor read() throws IOException {
    return tensor.read();
  }
}
