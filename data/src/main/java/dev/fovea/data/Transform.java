package dev.fovea.data;

import dev.fovea.core.shape.Shape;
import java.util.List;
import java.util.Map;

/**
 * A change of each example as it is read, the same at every reading. A transform is a value that
 * can be written down: its name and its numbers say all about it, for the provenance of a model.
 *
 * @see ValueTransform for those that look at one value at a time
 */
public interface Transform {
  /** What it does, in a word: {@code scale}, {@code normalize}. */
  String name();

  /** Its numbers by name, in a fixed order. */
  Map<String, List<Double>> numbers();

  /**
   * The shape of an example afterward.
   *
   * @throws dev.fovea.core.shape.ShapeError if the transform does not fit examples of this shape
   */
  Shape outputShape(Shape example);

  /**
   * The shape of an example before, by that of afterward: what must be given to get there. The same
   * as a rule.
   *
   * @throws dev.fovea.core.shape.ShapeError if no example comes out so
   */
  default Shape inputShape(Shape prepared) {
    return prepared;
  }

  /**
   * Transforms one example in row-major order. The arrays are never the same. Every number is
   * written: those of an earlier example may lie there.
   *
   * @param example the shape of the example before
   */
  void apply(float[] from, int fromOffset, Shape example, float[] to, int toOffset);

  /**
   * The number of channels of an example: the size of its first axis, {@code C} of {@code [C, H,
   * W]}; 1 for a single number.
   */
  static int channels(Shape example) {
    return example.rank() == 0 ? 1 : example.dim(0);
  }
}
