package dev.fovea.core.graph;

import dev.fovea.core.shape.Storage;
import java.util.List;

/** A compiled {@link Graph}. One run at a time: callers take turns. */
public interface Program {
  /**
   * Runs the program and writes the parameters that change.
   *
   * @param leaves one storage a leaf, in the order of {@link Graph#leaves()}, of its type and size;
   *     those of changed parameters are overwritten at the end
   * @param results one storage a result, of its type and size, which the result is written to
   */
  void run(List<Storage> leaves, List<Storage> results);

  /** What runs, in which order and where, for people. */
  String describe();
}
