package dev.fovea.data;

import dev.fovea.core.shape.Shape;
import java.security.MessageDigest;
import java.util.List;

/**
 * The inputs of a data set: examples of one shape, read one at a time as float32. They may lie in
 * memory, as {@link ByteFeatures} and {@link FloatFeatures} do, or be read from a file when asked
 * for; an error of the file system then comes as {@link java.io.UncheckedIOException}.
 *
 * <p>Reading changes nothing that a reader can see, but need not be safe from two threads at once.
 */
public interface Features {
  /** How many examples there are. */
  int size();

  /** The shape of one example, such as {@code [C, H, W]}. */
  Shape exampleShape();

  /**
   * Writes one example, in row-major order, to {@code into[offset ..]}: every number of it, since
   * those of an earlier batch may lie there.
   *
   * @throws IndexOutOfBoundsException if there is no such example or it does not fit
   */
  void copy(int example, float[] into, int offset);

  /**
   * Adds the stored values to a checksum, as they were before any transform, together with their
   * type and shape.
   */
  void digest(MessageDigest digest);

  /** The transforms that are applied on reading, in order. */
  default List<Transform> transforms() {
    return List.of();
  }

  /**
   * The same examples, transformed when they are read.
   *
   * @throws dev.fovea.core.shape.ShapeError if the transform does not fit the examples
   */
  default Features map(Transform transform) {
    return new TransformedFeatures(this, transform);
  }

  /**
   * A view of these examples in this order; an example may come several times.
   *
   * @throws IllegalArgumentException if there is no such example
   */
  default Features select(int... examples) {
    return SelectedFeatures.of(this, examples);
  }
}
