package dev.fovea.core;

import java.util.List;

/** A compiled {@link Graph}. One run at a time: callers take turns. */
public interface Program {
  /**
   * Runs the program and writes the parameters that change.
   *
   * @param leaves one storage a leaf, in the order of {@link Graph#leaves()}, of its type and size;
   *     those of changed parameters are overwritten at the end
   * @return one new storage a result
   */
  List<Storage> run(List<Storage> leaves);

  /** What runs, in which order and where, for people. */
  String describe();
}
