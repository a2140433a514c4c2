package dev.fovea.core.vector.plan;

import dev.fovea.core.graph.Graph;
import dev.fovea.core.op.GatherRows;
import dev.fovea.core.op.Leaf;
import dev.fovea.core.op.OneHot;
import dev.fovea.core.op.ScatterAddRows;
import dev.fovea.core.shape.DType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which parameters take their new values where they lie, instead of by a copy at the end. A chain
 * may write a parameter when nobody reads the old value after it, and when nothing after it can
 * still fail: an error leaves all parameters as they were.
 */
final class InPlace {
  /** Where a unit stands: its time, then its number within the time. */
  private record Position(int time, int index) {
    boolean isBefore(Position other) {
      return time < other.time || (time == other.time && index < other.index);
    }
  }

  private final List<Graph.Node> nodes;
  private final List<Integer> allLeaves;
  private final Placement placement;
  private final Schedule schedule;
  private final Map<Integer, Position> positions = new HashMap<>();
  private final Map<Integer, List<Integer>> groups = new HashMap<>();
  private final Map<Integer, Integer> leaves = new HashMap<>();
  private Position lastThatFails = new Position(-1, 0);

  InPlace(Graph graph, Placement placement, Schedule schedule) {
    this.nodes = graph.nodes();
    this.allLeaves = graph.leaves();
    this.placement = placement;
    this.schedule = schedule;
    findPositions();
    Map<Integer, Set<Integer>> readers = readers();
    Set<Integer> kept = new HashSet<>();
    graph.results().forEach(v -> kept.add(schedule.source(v)));
    graph.writes().forEach(write -> kept.add(schedule.source(write.node())));
    for (Graph.Write write : graph.writes()) {
      int v = placement.root(write.node());
      int leaf = allLeaves.get(write.leaf());
      if (!leaves.containsKey(v)
          && !kept.contains(leaf)
          && isParameter(leaf)
          && canWrite(v, leaf, readers.getOrDefault(leaf, Set.of()))) {
        leaves.put(v, leaf);
      }
    }
  }

  /** Whether this value is made where the parameter lies that it replaces. */
  boolean contains(int v) {
    return leaves.containsKey(v);
  }

  /** The leaf whose memory takes a value of which {@link #contains} is true. */
  int leafOf(int v) {
    Integer leaf = leaves.get(v);
    if (leaf == null) {
      throw new IllegalArgumentException("not made in place: " + nodes.get(v).op());
    }
    return leaf;
  }

  /** Whether the new value of a written parameter is already there when the steps have run. */
  boolean isDone(Graph.Write write) {
    Integer leaf = leaves.get(placement.root(write.node()));
    return leaf != null && leaf.equals(allLeaves.get(write.leaf()));
  }

  private void findPositions() {
    for (int time = 0; time < schedule.times().size(); time++) {
      List<FusionGroup> units = schedule.times().get(time);
      for (int i = 0; i < units.size(); i++) {
        Position position = new Position(time, i);
        switch (units.get(i)) {
          case FusionGroup.Single(int v) -> {
            positions.put(v, position);
            if (canFail(v)) {
              lastThatFails = position;
            }
          }
          case FusionGroup.Group(List<Integer> members) -> {
            for (int v : members) {
              positions.put(v, position);
              groups.put(v, members);
            }
          }
          case FusionGroup.ProductChain(int product, List<Integer> chain) -> {
            positions.put(product, position);
            for (int v : chain) {
              positions.put(v, position);
              groups.put(v, chain);
            }
          }
          case FusionGroup.Store(int v) -> {
            if (placement.formOf(v) == Form.UNIFORM) {
              positions.put(v, position);
            }
          }
          case FusionGroup.Load _ -> {}
        }
      }
    }
  }

  /** Numbers of rows or classes may be out of range. */
  private boolean canFail(int v) {
    return switch (nodes.get(v).op()) {
      case OneHot _, GatherRows _, ScatterAddRows _ -> true;
      default -> false;
    };
  }

  /** For each leaf the nodes that read its memory, also through values that are not made. */
  private Map<Integer, Set<Integer>> readers() {
    Map<Integer, Set<Integer>> readers = new HashMap<>();
    for (int u = 0; u < nodes.size(); u++) {
      for (int input : placement.sources(u)) {
        int source = schedule.source(input);
        boolean renames = schedule.source(u) == source && !positions.containsKey(u);
        if (nodes.get(source).op() instanceof Leaf && !renames) {
          readers.computeIfAbsent(source, _ -> new HashSet<>()).add(u);
        }
      }
    }
    return readers;
  }

  private boolean isParameter(int leaf) {
    return nodes.get(leaf).op() instanceof Leaf(Leaf.Kind kind, _, _)
        && kind == Leaf.Kind.PARAMETER
        && nodes.get(leaf).dtype() == DType.FLOAT32
        && placement.formOf(leaf) != Form.ON_HEAP;
  }

  private boolean canWrite(int v, int leaf, Set<Integer> readers) {
    List<Integer> group = groups.get(v);
    Position position = positions.get(v);
    return group != null
        && position != null
        && placement.formOf(v) == Form.ROW_MAJOR
        && nodes.get(v).dtype() == DType.FLOAT32
        && lastThatFails.isBefore(position)
        && readers.stream().allMatch(u -> readsBefore(u, leaf, v, group, position));
  }

  /** Whether a node has read a leaf when a value is written over it. */
  private boolean readsBefore(int u, int leaf, int v, List<Integer> group, Position position) {
    if (placement.formOf(u) == Form.BLOCKED || placement.sumsBatch(u)) {
      return placement.timeOf(u) < position.time();
    }
    if (group.contains(u)) {
      // Element by element the old number is read before the new one is written.
      return group.indexOf(u) <= group.indexOf(v)
          && nodes.get(u).inputs().stream()
              .filter(input -> schedule.source(input) == leaf)
              .allMatch(input -> placement.formOf(input) == Form.ROW_MAJOR);
    }
    Position read = positions.get(u);
    return read != null && read.isBefore(position);
  }
}
