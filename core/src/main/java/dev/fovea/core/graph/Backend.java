package dev.fovea.core.graph;

/** Kernels for the operations, and the compiler that puts them together. */
public interface Backend {
  /** The name it is asked for by, such as {@code vector}. */
  String name();

  /** What it runs on, in a few words, such as {@code 16 float lanes}. */
  String description();

  /** Compiles a program for a number of threads. The results do not depend on that number. */
  Program compile(Graph graph, int threads);
}
