package dev.fovea.nn.train;

import dev.fovea.nn.Layer;
import dev.fovea.nn.optim.Optimizer;

/**
 * A training at the end of an epoch or in the middle of one: enough to continue from. The
 * parameters and the state are those of the moment; who keeps them must copy them.
 *
 * @param model the model
 * @param optimizer the optimizer
 * @param standing how far it is
 * @param fit how it was asked for
 */
public record Checkpoint(Layer model, Optimizer optimizer, TrainingState standing, Fit fit) {
  /** The epochs so far. */
  public History history() {
    return standing.history();
  }
}
