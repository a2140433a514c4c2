package dev.fovea.core.vector;

import dev.fovea.core.Backend;
import dev.fovea.core.Graph;
import dev.fovea.core.Program;

/** The fast CPU backend: see the package's description. */
final class VectorBackend implements Backend {
  @Override
  public String name() {
    return "vector";
  }

  @Override
  public String description() {
    return Lanes.COUNT + " float lanes";
  }

  @Override
  public Program compile(Graph graph, int threads) {
    return new Planner(graph, threads).plan();
  }
}
