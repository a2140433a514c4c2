package dev.fovea.core.vector;

import dev.fovea.core.graph.Backend;
import dev.fovea.core.graph.Graph;
import dev.fovea.core.graph.Program;
import dev.fovea.core.vector.plan.Planner;
import dev.fovea.core.vector.simd.Lanes;

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
    return new Planner(graph, threads).program();
  }
}
