package dev.fovea.data;

import dev.fovea.core.Tensor;
import java.security.MessageDigest;

/** What is to be learned about each example: a class, or numbers. Kept in memory. */
public sealed interface Targets permits ClassTargets, ValueTargets {
  /** How many examples there are. */
  int size();

  /**
   * The targets of some examples as a tensor, first axis examples.
   *
   * @throws IndexOutOfBoundsException if there is no such example
   */
  Tensor tensor(int[] examples);

  /**
   * The targets of these examples in this order.
   *
   * @throws IllegalArgumentException if there is no such example
   */
  Targets select(int... examples);

  /**
   * These targets followed by others of the same kind.
   *
   * @throws IllegalArgumentException if the kinds differ
   */
  Targets concat(Targets others);

  /** Adds the values, their type and their shape to a checksum. */
  void digest(MessageDigest digest);
}
