package dev.fovea.core.vector.run;

/** One operation that concerns the whole batch or none: split into tasks that may run at once. */
public interface WholeStep {
  /** How many independent tasks there are. */
  int tasks();

  /** About how many floating-point operations or moved numbers one task costs. */
  long cost();

  void run(Memory memory, int worker, int task);

  /** What is computed, for people. */
  String describe();
}
