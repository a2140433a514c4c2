package dev.fovea.nn.optim;

import dev.fovea.core.Tensor;
import java.util.SequencedMap;
import java.util.function.ObjDoubleConsumer;

/**
 * Stochastic gradient descent: {@code w ← w − rate·b}, where {@code b ← μ·b + (1 − τ)·g} is the
 * gradient with its momentum (from {@code b = g} on). With Nesterov's momentum, {@code w ← w −
 * rate·(g + μ·b)} (Sutskever et al. 2013, as PyTorch writes it).
 *
 * @param learningRate the step size
 * @param momentum μ, how much of the last direction is kept
 * @param dampening τ, how much of the gradient momentum omits
 * @param weightDecay λ of L2 regularization, {@code λ·w} added to the gradient
 * @param isNesterov whether the direction looks ahead
 */
public record Sgd(
    double learningRate, double momentum, double dampening, double weightDecay, boolean isNesterov)
    implements UpdateRule {
  public Sgd {
    Setting.atLeastZero("learning rate", learningRate);
    Setting.atLeastZero("momentum", momentum);
    Setting.atLeastZero("weight decay", weightDecay);
    if (isNesterov && (momentum == 0 || dampening != 0)) {
      throw new IllegalArgumentException(
          "sgd: nesterov expects a momentum above 0 and no dampening but was momentum "
              + momentum
              + ", dampening "
              + dampening);
    }
  }

  /** Plain descent. */
  public static Sgd of(double learningRate) {
    return new Sgd(learningRate, 0, 0, 0, false);
  }

  /** With momentum. */
  public Sgd momentum(double kept) {
    return new Sgd(learningRate, kept, dampening, weightDecay, isNesterov);
  }

  /** With a part of the gradient omitted of the momentum. */
  public Sgd dampening(double part) {
    return new Sgd(learningRate, momentum, part, weightDecay, isNesterov);
  }

  /** With L2 regularization. */
  public Sgd weightDecay(double decay) {
    return new Sgd(learningRate, momentum, dampening, decay, isNesterov);
  }

  /** With Nesterov's momentum; set {@link #momentum(double)} first. */
  public Sgd nesterov() {
    return new Sgd(learningRate, momentum, dampening, weightDecay, true);
  }

  @Override
  public SequencedMap<String, Double> slots() {
    return momentum == 0 ? Setting.none() : Setting.map("momentum_buffer", 0);
  }

  @Override
  public void numbers(double learningRate, long step, ObjDoubleConsumer<String> numbers) {
    numbers.accept("learning_rate", learningRate);
    if (dampening != 0) {
      numbers.accept("gradient_share", step == 1 ? 1 : 1 - dampening);
    }
  }

  @Override
  public Tensor next(RuleStep step) {
    return step.value().minus(direction(step).times(step.number("learning_rate")));
  }

  private Tensor direction(RuleStep step) {
    Tensor gradient = step.regularized();
    if (momentum == 0) {
      return gradient;
    }
    Tensor added = dampening == 0 ? gradient : gradient.times(step.number("gradient_share"));
    Tensor buffer =
        step.keep("momentum_buffer", step.last("momentum_buffer").times(momentum).plus(added));
    return isNesterov ? gradient.plus(buffer.times(momentum)) : buffer;
  }
}
