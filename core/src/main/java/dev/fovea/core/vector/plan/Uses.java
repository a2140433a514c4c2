package dev.fovea.core.vector.plan;

import dev.fovea.core.graph.Graph;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * For each value of a graph the nodes that read it, and whether it leaves the program; other names
 * for it count as the value.
 */
final class Uses {
  private final Map<Integer, Set<Integer>> users = new HashMap<>();
  private final Set<Integer> leaving = new HashSet<>();

  Uses(Graph graph, Placement placement) {
    List<Graph.Node> nodes = graph.nodes();
    graph.results().forEach(v -> leaving.add(placement.root(v)));
    graph.writes().forEach(write -> leaving.add(placement.root(write.node())));
    for (int user = 0; user < nodes.size(); user++) {
      for (int input : nodes.get(user).inputs()) {
        int root = placement.root(input);
        if (placement.root(user) != root) {
          users.computeIfAbsent(root, _ -> new HashSet<>()).add(user);
        }
      }
    }
  }

  /** The nodes that read a value, by whatever name. */
  Set<Integer> of(int root) {
    return users.getOrDefault(root, Set.of());
  }

  /** The values that are results, or new values of parameters. */
  Set<Integer> leaving() {
    return Collections.unmodifiableSet(leaving);
  }
}
