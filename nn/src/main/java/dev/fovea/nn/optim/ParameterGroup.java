package dev.fovea.nn.optim;

import dev.fovea.nn.PathPattern;
import java.util.OptionalDouble;

/**
 * Settings of some parameters.
 *
 * @param paths which parameters
 * @param learningRateFactor what the learning rate is multiplied by
 * @param weightDecay instead of the rule's, if any
 */
public record ParameterGroup(
    PathPattern paths, double learningRateFactor, OptionalDouble weightDecay) {
  /** The parameters whose paths match, with the rule's settings. */
  public static ParameterGroup of(String pattern) {
    return new ParameterGroup(PathPattern.of(pattern), 1, OptionalDouble.empty());
  }

  /** With the learning rate multiplied by this. */
  public ParameterGroup learningRateFactor(double factor) {
    return new ParameterGroup(paths, factor, weightDecay);
  }

  /** With another weight decay. */
  public ParameterGroup weightDecay(double decay) {
    return new ParameterGroup(paths, learningRateFactor, OptionalDouble.of(decay));
  }
}
