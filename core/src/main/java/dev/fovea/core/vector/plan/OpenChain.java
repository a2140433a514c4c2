package dev.fovea.core.vector.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Element-wise nodes that will run as one chain, as long as others may still join. They belong
 * together since they read each other or the same values: chains that have nothing in common would
 * only need more registers, and lines of the first cache level, as one loop.
 */
final class OpenChain {
  private final int size;
  private final List<Integer> nodes = new ArrayList<>();
  private final Set<Integer> values = new HashSet<>();

  /**
   * @param size elements of each node
   */
  OpenChain(int size) {
    this.size = size;
  }

  /** Elements of each node. */
  int size() {
    return size;
  }

  /** The nodes in their order. */
  List<Integer> nodes() {
    return List.copyOf(nodes);
  }

  /** Whether a node of this many elements that reads these values belongs here. */
  boolean fits(int elements, Set<Integer> reads) {
    return elements == size && !Collections.disjoint(values, reads);
  }

  void add(int node, Set<Integer> reads) {
    nodes.add(node);
    values.add(node);
    values.addAll(reads);
  }

  /** Takes over another chain. */
  void addAll(OpenChain other) {
    nodes.addAll(other.nodes);
    Collections.sort(nodes);
    values.addAll(other.values);
  }
}
