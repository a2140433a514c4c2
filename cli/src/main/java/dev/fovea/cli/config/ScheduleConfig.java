package dev.fovea.cli.config;

import dev.fovea.nn.optim.Schedule;
import dev.fovea.nn.train.ReduceOnPlateau;

/** How the learning rate changes. */
public sealed interface ScheduleConfig {
  /** Not at all. */
  record Constant() implements ScheduleConfig {}

  /**
   * With time.
   *
   * @param schedule the rates
   */
  record Timed(Schedule schedule) implements ScheduleConfig {}

  /**
   * Up to a largest rate and down again, within the whole training.
   *
   * @param largest the largest rate
   */
  record OneCycle(double largest) implements ScheduleConfig {}

  /**
   * Down when a figure no longer gets better.
   *
   * @param callback what watches the figure
   */
  record Plateau(ReduceOnPlateau callback) implements ScheduleConfig {}
}
