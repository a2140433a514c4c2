package dev.fovea.nn.optim;

import dev.fovea.core.Tensor;
import java.util.SequencedMap;
import java.util.function.ObjDoubleConsumer;

/**
 * The formula of an optimizer for one parameter. What changes from step to step (learning rate,
 * corrections) comes in as {@linkplain #numbers numbers}, so that the graph of a step stays the
 * same and is compiled once.
 */
public interface UpdateRule extends OptimizerConfig {
  /** The learning rate at the start, before any schedule. */
  double learningRate();

  /** The weight decay of parameters that no group sets another for. */
  double weightDecay();

  /** What is kept from step to step for each parameter: names, and what they start with. */
  SequencedMap<String, Double> slots();

  /**
   * Gives what changes from step to step, by name; the same names in the same order each time.
   *
   * @param learningRate the rate of this step
   * @param step the number of the step, from 1
   * @param numbers takes each name with its number
   */
  void numbers(double learningRate, long step, ObjDoubleConsumer<String> numbers);

  /** Records the new value of a parameter, and what is kept for the next step. */
  Tensor next(RuleStep step);

  @Override
  default UpdateRule rule() {
    return this;
  }
}
