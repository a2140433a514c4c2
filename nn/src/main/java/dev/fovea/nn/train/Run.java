package dev.fovea.nn.train;

import dev.fovea.nn.Layer;
import dev.fovea.nn.optim.Optimizer;

/** A training in progress, as callbacks see it. */
public interface Run {
  /** The model, its parameters as they are now. */
  Layer model();

  /** The optimizer, its state as it is now. */
  Optimizer optimizer();

  /** How it was asked for. */
  Fit fit();

  /** The epochs completed so far. */
  History history();

  /** How far it is: at a {@link Event.PointReached} everything needed to continue from there. */
  TrainingState standing();

  /** Whether a schedule sets the learning rate. */
  boolean hasSchedule();

  /** Ends the training after this epoch, or this batch if one is running. */
  void stop(String reason);
}
