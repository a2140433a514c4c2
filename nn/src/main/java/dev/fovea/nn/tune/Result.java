package dev.fovea.nn.tune;

/**
 * A trial that is over.
 *
 * @param trial what was tried
 * @param score how good it is; NaN if it failed
 * @param seconds how long it took
 * @param remark why it failed; else empty
 */
public record Result(Trial trial, double score, double seconds, String remark) {
  /** Whether there is no score. */
  public boolean isFailed() {
    return Double.isNaN(score);
  }
}
