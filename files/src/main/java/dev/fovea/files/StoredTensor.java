package dev.fovea.files;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import java.io.IOException;

/** A tensor as a file holds it: what it is is known, its numbers are read when asked for. */
public interface StoredTensor {
  /** How its numbers stand in the file. */
  StoredType type();

  /** Its shape. */
  Shape shape();

  /**
   * Reads its numbers, anew each time.
   *
   * @return a tensor of {@link StoredType#dtype}
   * @throws FormatException if they are damaged
   * @throws IllegalStateException if the file was closed
   */
  Tensor read() throws IOException;

  /**
   * The same tensor, to be written in another type.
   *
   * @throws IllegalArgumentException if the type cannot hold such numbers
   */
  default StoredTensor in(StoredType type) {
    return type == type() ? this : new Retyped(type, this);
  }

  /** A tensor in memory, to be written in its own type. */
  static StoredTensor of(Tensor tensor) {
    return new InMemory(tensor);
  }

  /**
   * A tensor in memory, to be written in another type.
   *
   * @throws IllegalArgumentException if the type cannot hold such numbers
   */
  static StoredTensor of(Tensor tensor, StoredType type) {
    return of(tensor).in(type);
  }
}
