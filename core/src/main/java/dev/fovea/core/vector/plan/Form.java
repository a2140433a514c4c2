package dev.fovea.core.vector.plan;

/** In which form a value of the graph is made. */
enum Form {
  /** Blocks of examples, one example per lane. */
  LANES,
  /** Rows of floats, as the user sees them. */
  PLAIN,
  /** Not made at all: a few plain numbers, repeated by whoever reads them. */
  UNIFORM,
  /** Not made at all: one number. */
  CONSTANT,
  /** Java doubles, for types other than float32 and bool. */
  HOSTED
}
