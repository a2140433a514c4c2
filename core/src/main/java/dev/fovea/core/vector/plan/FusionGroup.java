package dev.fovea.core.vector.plan;

import java.util.List;

/** What becomes one step of a program. */
sealed interface FusionGroup {
  /** One node, by its own kernel. */
  record Single(int node) implements FusionGroup {}

  /** Element-wise nodes of one size, done piece by piece. */
  record Group(List<Integer> nodes) implements FusionGroup {}

  /**
   * A matrix product, and the element-wise nodes that alone read it, done block by block after it.
   */
  record ProductChain(int product, List<Integer> chain) implements FusionGroup {}

  /** A row-major value brought into the lanes. */
  record Load(int node) implements FusionGroup {}

  /** A blocked value, or one that is not made at all, written out in rows. */
  record Store(int node) implements FusionGroup {}
}
