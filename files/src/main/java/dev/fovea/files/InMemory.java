package dev.fovea.files;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;

/** A tensor in memory. */
record InMemory(Tensor read) implements StoredTensor {
  @Override
  public StoredType type() {
    return StoredType.of(read.dtype());
  }

  @Override
  public Shape shape() {
    return read.shape();
  }
}
