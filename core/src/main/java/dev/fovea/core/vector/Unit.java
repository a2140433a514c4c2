package dev.fovea.core.vector;

import java.util.List;

/** What becomes one step of a program. */
sealed interface Unit {
  /** One node, by its own kernel. */
  record Single(int node) implements Unit {}

  /** Element-wise nodes of one size, done piece by piece. */
  record Group(List<Integer> nodes) implements Unit {}

  /**
   * A matrix product, and the element-wise nodes that alone read it, done block by block behind it.
   */
  record ProductChain(int product, List<Integer> chain) implements Unit {}

  /** A plain value brought into the lanes. */
  record Load(int node) implements Unit {}

  /** A value of the lanes, or one that is not made at all, written out in rows. */
  record Store(int node) implements Unit {}
}
