package dev.fovea.nn.neighbor;

/** Compares many examples with many others at once, in single precision. */
interface DistanceBlocks {
  /** How many blocks the known examples were cut into. */
  int count();

  /** The number of the first example of a block. */
  int first(int block);

  /** How many examples a block holds. */
  int size(int block);

  /**
   * For each query and each example of one block, a number that is smaller where they are nearer,
   * row by row.
   */
  float[] compare(Matrix queries, int block);
}
