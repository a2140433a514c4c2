package dev.fovea.files;

import dev.fovea.core.Shape;
import dev.fovea.core.Tensor;

/** A tensor in memory. */
record InMemory(Tensor read) implements StoredTensor {
  @Override
  public ElementType type() {
    return ElementType.of(read.dtype());
  }

  @Override
  public Shape shape() {
    return read.shape();
  }
}
