package dev.fovea.core.vector.plan;

/** In which form a value of the graph is made. */
enum Form {
  /** Blocks of examples, one example per lane. */
  BLOCKED,
  /** Rows of floats, as the user sees them. */
  ROW_MAJOR,
  /** Not made at all: a few row-major numbers, repeated by whoever reads them. */
  UNIFORM,
  /** Not made at all: one number. */
  CONSTANT,
  /** Java doubles, for types other than float32 and bool. */
  ON_HEAP
}
