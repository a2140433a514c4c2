package dev.fovea.core.vector.plan;

import dev.fovea.core.graph.Graph;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds matrix products whose numbers only one chain reads, such as the gradient of a linear
 * layer's weights, which only the optimizer's update reads: the chain is then done block by block
 * after the product, while a block is in cache, and the product is never written as a whole. The
 * product moves to the place of the chain.
 */
final class ProductChains {
  private final Placement placement;
  private final RowMajorLowering lowering;
  private final List<Graph.Node> nodes;
  private final Uses users;

  ProductChains(Graph graph, Placement placement, Uses users, RowMajorLowering lowering) {
    this.nodes = graph.nodes();
    this.placement = placement;
    this.lowering = lowering;
    this.users = users;
  }

  /** The same groups in the same order, except for products that a chain follows. */
  List<FusionGroup> join(List<FusionGroup> groups) {
    Set<FusionGroup> joined = new LinkedHashSet<>();
    List<FusionGroup.Single> products = new ArrayList<>();
    for (FusionGroup group : groups) {
      FusionGroup next = group;
      if (group instanceof FusionGroup.Single single && lowering.canLeadChain(single.node())) {
        products.add(single);
      } else if (group instanceof FusionGroup.Group(List<Integer> chain)) {
        Optional<FusionGroup.Single> product =
            products.stream().filter(each -> feedsOnly(each.node(), chain)).findFirst();
        if (product.isPresent()) {
          products.remove(product.get());
          joined.remove(product.get());
          next = new FusionGroup.ProductChain(product.get().node(), chain);
        }
      }
      joined.add(next);
    }
    return List.copyOf(joined);
  }

  private boolean feedsOnly(int v, List<Integer> chain) {
    return placement.formOf(v) == Form.ROW_MAJOR
        && !users.leaving().contains(v)
        && !users.of(v).isEmpty()
        && chain.containsAll(users.of(v));
  }
}
