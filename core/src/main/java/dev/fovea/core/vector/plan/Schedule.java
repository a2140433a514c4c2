package dev.fovea.core.vector.plan;

import dev.fovea.core.graph.Graph;
import dev.fovea.core.op.Elementwise;
import dev.fovea.core.op.Leaf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The units of a program in the order in which they run, time by time. Element-wise nodes of one
 * size become chains, which are open as long as nobody else needs one of their nodes.
 */
final class Schedule {
  private static final int LONGEST_CHAIN = 48;

  private final List<Graph.Node> nodes;
  private final Placement placement;
  private final Set<Integer> wantedRows = new HashSet<>();
  private final List<List<FusionGroup>> times = new ArrayList<>();
  private final Set<Integer> leaders = new HashSet<>();

  // The state while one time is scheduled.
  private final List<OpenChain> open = new ArrayList<>();
  private final Map<Integer, OpenChain> openOf = new HashMap<>();
  private final Set<Integer> loaded = new HashSet<>();
  private List<FusionGroup> units = new ArrayList<>();

  Schedule(Graph graph, Placement placement, Uses users, RowMajorLowering lowering) {
    this.nodes = graph.nodes();
    this.placement = placement;
    ProductChains products = new ProductChains(graph, placement, users, lowering);
    findWantedRows(users);
    int last = 0;
    for (int v = 0; v < nodes.size(); v++) {
      last = Math.max(last, placement.rowsTime(v));
      last = Math.max(last, placement.timeOf(v));
    }
    for (int time = 0; time <= last; time++) {
      times.add(time % 2 == 0 ? products.join(whole(time)) : wave(time));
    }
    for (List<FusionGroup> units : times) {
      for (FusionGroup unit : units) {
        if (unit instanceof FusionGroup.ProductChain(int product, _)) {
          leaders.add(product);
        }
      }
    }
  }

  /** The units of each time; block stages of blocks at odd times. */
  List<List<FusionGroup>> times() {
    return times;
  }

  /** Whether a node is a matrix product that is only made block by block, for a chain. */
  boolean leadsChain(int v) {
    return leaders.contains(v);
  }

  /** Whether rows of a value are asked for. */
  boolean areRowsWanted(int node) {
    return wantedRows.contains(placement.root(node));
  }

  /** Whether a node is computed as part of a chain. */
  boolean isChained(int v) {
    Graph.Node node = nodes.get(v);
    return node.op() instanceof Elementwise
        && !placement.isAlias(v)
        && (placement.formOf(v) == Form.BLOCKED || placement.formOf(v) == Form.ROW_MAJOR)
        && node.inputs().stream().noneMatch(u -> placement.formOf(u) == Form.ON_HEAP);
  }

  /** Whether a node reads an input block by block. */
  boolean readsBlocks(int v, int index) {
    Graph.Node node = nodes.get(v);
    Form input = placement.formOf(node.inputs().get(index));
    if (placement.sumsBatch(v)) {
      return true;
    }
    if (placement.formOf(v) != Form.BLOCKED || placement.isAlias(v)) {
      return false;
    }
    if (isChained(v)) {
      return input == Form.BLOCKED || input == Form.ROW_MAJOR;
    }
    return !BlockedLowering.readsRows(node.op(), index);
  }

  /** Whether a node reads an input as rows. */
  private boolean readsRows(int v, int index) {
    if (placement.isAlias(v) || placement.formOf(v) == Form.CONSTANT || readsBlocks(v, index)) {
      return false;
    }
    Form input = placement.formOf(nodes.get(v).inputs().get(index));
    boolean operand = input == Form.UNIFORM || input == Form.CONSTANT;
    return input != Form.ON_HEAP && !(isChained(v) && operand);
  }

  private void findWantedRows(Uses users) {
    for (int v = 0; v < nodes.size(); v++) {
      for (int i = 0; i < nodes.get(v).inputs().size(); i++) {
        if (readsRows(v, i)) {
          wantedRows.add(placement.root(nodes.get(v).inputs().get(i)));
        }
      }
    }
    wantedRows.addAll(users.leaving());
  }

  private List<FusionGroup> whole(int time) {
    begin();
    for (int v = 0; v < nodes.size(); v++) {
      boolean here = placement.timeOf(v) == time && placement.root(v) == v;
      Form form = placement.formOf(v);
      boolean leaf = nodes.get(v).op() instanceof Leaf;
      if (here && !leaf && (form == Form.ROW_MAJOR || form == Form.ON_HEAP)) {
        schedule(v);
      } else if (here
          && (form == Form.UNIFORM || form == Form.CONSTANT)
          && wantedRows.contains(v)) {
        close(source(v));
        units.add(new FusionGroup.Store(v));
      }
    }
    return end();
  }

  private List<FusionGroup> wave(int time) {
    begin();
    for (int v = 0; v < nodes.size(); v++) {
      boolean sums = placement.sumsBatch(v) && placement.timeOf(v) == time + 1;
      boolean computed =
          placement.formOf(v) == Form.BLOCKED
              && placement.timeOf(v) == time
              && placement.root(v) == v
              && !(nodes.get(v).op() instanceof Leaf);
      if (!sums && !computed) {
        continue;
      }
      for (int i = 0; i < nodes.get(v).inputs().size(); i++) {
        int input = placement.root(nodes.get(v).inputs().get(i));
        if (readsBlocks(v, i) && isLoaded(input) && loaded.add(input)) {
          units.add(new FusionGroup.Load(input));
        }
      }
      schedule(v);
      if (computed && wantedRows.contains(v)) {
        close(v);
        units.add(new FusionGroup.Store(v));
      }
    }
    return end();
  }

  /** Whether a value that is read from the lanes was not computed there. */
  boolean isLoaded(int root) {
    return placement.formOf(root) != Form.BLOCKED || nodes.get(root).op() instanceof Leaf;
  }

  private void begin() {
    units = new ArrayList<>();
    loaded.clear();
  }

  private List<FusionGroup> end() {
    new ArrayList<>(open).forEach(this::close);
    return units;
  }

  private void schedule(int v) {
    int size = nodes.get(v).shape().size();
    boolean chained = isChained(v) && !placement.sumsBatch(v);
    for (int input : placement.sources(v)) {
      int root = source(input);
      OpenChain chain = openOf.get(root);
      // Repeated numbers are read before the chain runs: their source cannot be part of it.
      boolean repeated = placement.formOf(input) == Form.UNIFORM;
      if (chain != null && (repeated || !chained || chain.size() != size)) {
        close(chain);
      }
    }
    if (!chained) {
      units.add(new FusionGroup.Single(v));
      return;
    }
    OpenChain chain = chainThatReads(streams(v), size);
    chain.add(v, streams(v));
    openOf.put(v, chain);
    if (chain.nodes().size() >= LONGEST_CHAIN) {
      close(chain);
    }
  }

  /** The values that a node of a chain reads element by element. */
  private Set<Integer> streams(int v) {
    return nodes.get(v).inputs().stream()
        .map(placement::root)
        .filter(u -> placement.formOf(u) == Form.ROW_MAJOR || placement.formOf(u) == Form.BLOCKED)
        .collect(Collectors.toSet());
  }

  /** The open chain that a node belongs to: those that it connects become one. */
  private OpenChain chainThatReads(Set<Integer> values, int size) {
    OpenChain chain = new OpenChain(size);
    for (OpenChain other : List.copyOf(open)) {
      if (other.fits(size, values)) {
        chain.addAll(other);
        open.remove(other);
      }
    }
    open.add(chain);
    chain.nodes().forEach(node -> openOf.put(node, chain));
    return chain;
  }

  /** The node whose memory is read for an input, through repetitions that are not made. */
  int source(int v) {
    int root = placement.root(v);
    return placement.formOf(root) == Form.UNIFORM
        ? source(nodes.get(root).inputs().getFirst())
        : root;
  }

  private void close(int v) {
    OpenChain chain = openOf.get(v);
    if (chain != null) {
      close(chain);
    }
  }

  private void close(OpenChain chain) {
    open.remove(chain);
    openOf.keySet().removeAll(chain.nodes());
    units.add(new FusionGroup.Group(chain.nodes()));
  }
}
