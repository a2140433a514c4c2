package dev.fovea.core.vector;

import dev.fovea.core.Graph;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** For each value of a graph the nodes that read it; other names for it count as the value. */
final class Users {
  private final Map<Integer, Set<Integer>> users = new HashMap<>();

  Users(List<Graph.Node> nodes, Placement placement) {
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
}
