package dev.fovea.nn.optim;

import dev.fovea.nn.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * How parameters follow their gradients: an {@link UpdateRule} such as {@link Adam}, groups of
 * parameters with settings of their own, and clipping. Immutable; {@link #over} opens the stateful
 * {@link Optimizer}.
 */
public interface OptimizerConfig {
  /** The formula. */
  UpdateRule rule();

  /** Parameters with settings of their own; the first group that fits counts. */
  default List<ParameterGroup> groups() {
    return List.of();
  }

  /** What is done to gradients that are too large. */
  default Clipping clipping() {
    return new Clipping.None();
  }

  /**
   * With other settings for some parameters: {@code group("*.bias", g -> g.weightDecay(0))}.
   *
   * @param pattern paths of parameters; see {@link dev.fovea.nn.PathPattern}
   */
  default OptimizerConfig group(String pattern, UnaryOperator<ParameterGroup> settings) {
    List<ParameterGroup> more = new ArrayList<>(groups());
    more.add(settings.apply(ParameterGroup.of(pattern)));
    return new Tuned(rule(), more, clipping());
  }

  /** With all gradients together scaled down to a Euclidean norm of at most this. */
  default OptimizerConfig clipNorm(double largest) {
    return new Tuned(rule(), groups(), new Clipping.ByNorm(largest));
  }

  /** With each number of each gradient kept between plus and minus this. */
  default OptimizerConfig clipValue(double largest) {
    return new Tuned(rule(), groups(), new Clipping.ByValue(largest));
  }

  /** An optimizer for the parameters of a model, at its first step. */
  default Optimizer over(Layer model) {
    return new Optimizer(this, model);
  }

  /**
   * A rule with groups and clipping.
   *
   * @param rule the formula
   * @param groups parameters with settings of their own
   * @param clipping what is done to gradients that are too large
   */
  record Tuned(UpdateRule rule, List<ParameterGroup> groups, Clipping clipping)
      implements OptimizerConfig {
    public Tuned {
      groups = List.copyOf(groups);
    }
  }
}
