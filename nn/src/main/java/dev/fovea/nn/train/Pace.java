package dev.fovea.nn.train;

import java.time.Duration;

/** When a training is saved beside the ends of its epochs. */
public sealed interface Pace {
  /** Never. */
  record EpochsOnly() implements Pace {}

  /**
   * After a number of steps of an epoch, again and again.
   *
   * @param number at least 1
   */
  record Steps(int number) implements Pace {
    public Steps {
      if (number < 1) {
        throw new IllegalArgumentException(
            "checkpoints: expected a step or more but was " + number);
      }
    }
  }

  /**
   * After the step at which so much time has passed since the last time.
   *
   * @param time above 0
   */
  record Elapsed(Duration time) implements Pace {
    public Elapsed {
      if (!time.isPositive()) {
        throw new IllegalArgumentException("checkpoints: expected a time above 0 but was " + time);
      }
    }
  }
}
