package dev.fovea.core.scalar;

import dev.fovea.core.graph.Backend;
import dev.fovea.core.graph.Graph;
import dev.fovea.core.graph.Program;

/** The reference: complete, obvious, in double precision, on one thread. */
final class ScalarBackend implements Backend {
  static final String NAME = "scalar";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "plain loops in double precision, one after the other";
  }

  /** Compiles a program. It runs on the calling thread whatever the number of threads. */
  @Override
  public Program compile(Graph graph, int threads) {
    return new ScalarProgram(graph);
  }
}
