package dev.fovea.data;

import dev.fovea.core.shape.Shape;

/**
 * A change of examples that differs from one reading to the next, so that a network learns what
 * does not matter. It is made to the examples of training alone, after all transforms: what it sees
 * is what the network would see. The shape stays.
 *
 * <p>All chance comes from the generator that is handed over. Each example of each epoch has its
 * own, so that neither threads nor the order of examples change a bit.
 */
public interface Augmentation {
  /** What it does, in a word: {@code flip}, {@code noise}. */
  String name();

  /**
   * Checks that examples of a shape can be changed so.
   *
   * @throws dev.fovea.core.shape.ShapeError if they cannot
   */
  void check(Shape example);

  /**
   * Changes one example in row-major order. The arrays are never the same, and {@code to} holds
   * anything.
   *
   * @param example the shape of the example
   * @param chance where all chance comes from
   */
  void apply(float[] from, Shape example, float[] to, SplitMix64 chance);
}
