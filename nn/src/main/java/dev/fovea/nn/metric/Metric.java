package dev.fovea.nn.metric;

import dev.fovea.core.Tensor;

/** A figure over examples that come in batches: exact over all of them. A value. */
public interface Metric {
  /** What the figure is called in a history, such as {@code accuracy}. */
  String name();

  /** Begins to count. */
  Accumulator start();

  /** Counts batch by batch. */
  interface Accumulator {
    /**
     * Counts some examples. Both tensors are the trainer's and may hold other numbers later: what
     * is needed beyond this call must be copied.
     *
     * @param predictions what the model gave
     * @param targets what it should have given
     */
    void add(Tensor predictions, Tensor targets);

    /** The figure over everything counted so far; NaN if that is nothing. */
    double value();

    /** Everything counted so far, as numbers to {@linkplain #restore continue from}. */
    double[] state();

    /**
     * Takes the place of what was counted so far.
     *
     * @param state what an accumulator of the same metric gave
     * @throws IllegalArgumentException if it cannot be that
     */
    void restore(double[] state);
  }
}
