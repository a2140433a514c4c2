package dev.fovea.core.vector.plan;

import dev.fovea.core.graph.Graph;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds matrix products whose numbers only one chain reads, such as the gradient of a linear
 * layer's weights, which only the optimizer's update reads: the chain is then done block by block
 * behind the product, while a block is in cache, and the product is never written as a whole. The
 * product moves to the place of the chain.
 */
final class ProductChains {
  private final Placement placement;
  private final PlainLowering lowering;
  private final List<Graph.Node> nodes;
  private final Uses users;

  ProductChains(Graph graph, Placement placement, Uses users) {
    this.nodes = graph.nodes();
    this.placement = placement;
    this.lowering = new PlainLowering(nodes);
    this.users = users;
  }

  /** The same units in the same order, except for products that a chain follows. */
  List<FusionGroup> join(List<FusionGroup> units) {
    List<FusionGroup> joined = new ArrayList<>();
    for (FusionGroup unit : units) {
      joined.add(
          unit instanceof FusionGroup.Group(List<Integer> chain)
              ? behindProduct(chain, joined)
              : unit);
    }
    return joined;
  }

  /** A chain together with a product that comes before it, which is taken from the units. */
  private FusionGroup behindProduct(List<Integer> chain, List<FusionGroup> before) {
    for (FusionGroup unit : before) {
      if (unit instanceof FusionGroup.Single(int v) && feedsOnly(v, chain)) {
        before.remove(unit);
        return new FusionGroup.ProductChain(v, chain);
      }
    }
    return new FusionGroup.Group(chain);
  }

  private boolean feedsOnly(int v, List<Integer> chain) {
    return placement.formOf(v) == Form.PLAIN
        && !users.leaving().contains(v)
        && lowering.canLeadChain(v)
        && !users.of(v).isEmpty()
        && chain.containsAll(users.of(v));
  }
}
