package dev.fovea.nn.optim;

import dev.fovea.core.Tensor;
import java.util.SequencedMap;
import java.util.function.ObjDoubleConsumer;

/**
 * RMSprop (Tieleman and Hinton 2012): {@code w ← w − rate·g / (√v + ε)} with {@code v ← α·v + (1 −
 * α)·g²}, as in PyTorch (ε outside the root).
 *
 * @param learningRate the step size
 * @param alpha α, how much of the mean of squares is kept
 * @param epsilon ε, what is added to the denominator
 * @param weightDecay λ of L2 regularization
 * @param momentum how much of the last change is kept
 * @param isCentered whether the square of the mean gradient is taken off {@code v} (Graves 2013)
 */
public record RmsProp(
    double learningRate,
    double alpha,
    double epsilon,
    double weightDecay,
    double momentum,
    boolean isCentered)
    implements UpdateRule {
  public RmsProp {
    Setting.atLeastZero("learning rate", learningRate);
    Setting.belowOne("alpha", alpha);
    Setting.atLeastZero("epsilon", epsilon);
    Setting.atLeastZero("weight decay", weightDecay);
    Setting.atLeastZero("momentum", momentum);
  }

  /** PyTorch's settings: α = 0.99, ε = 10⁻⁸. */
  public static RmsProp of(double learningRate) {
    return new RmsProp(learningRate, 0.99, 1e-8, 0, 0, false);
  }

  /** With another rate of the running mean. */
  public RmsProp alpha(double kept) {
    return new RmsProp(learningRate, kept, epsilon, weightDecay, momentum, isCentered);
  }

  /** With another number added to the denominator. */
  public RmsProp epsilon(double added) {
    return new RmsProp(learningRate, alpha, added, weightDecay, momentum, isCentered);
  }

  /** With L2 regularization. */
  public RmsProp weightDecay(double decay) {
    return new RmsProp(learningRate, alpha, epsilon, decay, momentum, isCentered);
  }

  /** With momentum. */
  public RmsProp momentum(double kept) {
    return new RmsProp(learningRate, alpha, epsilon, weightDecay, kept, isCentered);
  }

  /** With gradients' variance in the denominator. */
  public RmsProp centered() {
    return new RmsProp(learningRate, alpha, epsilon, weightDecay, momentum, true);
  }

  @Override
  public SequencedMap<String, Double> slots() {
    SequencedMap<String, Double> slots = Setting.map("square_avg", 0);
    if (isCentered) {
      slots.put("grad_avg", 0.0);
    }
    if (momentum > 0) {
      slots.put("momentum_buffer", 0.0);
    }
    return slots;
  }

  @Override
  public void numbers(double learningRate, long step, ObjDoubleConsumer<String> numbers) {
    numbers.accept("learning_rate", learningRate);
  }

  @Override
  public Tensor next(RuleStep step) {
    Tensor gradient = step.regularized();
    Tensor squares = running(step, "square_avg", gradient.times(gradient));
    if (isCentered) {
      Tensor mean = running(step, "grad_avg", gradient);
      squares = squares.minus(mean.times(mean));
    }
    Tensor change = gradient.dividedBy(squares.sqrt().plus(epsilon));
    if (momentum > 0) {
      change =
          step.keep("momentum_buffer", step.last("momentum_buffer").times(momentum).plus(change));
    }
    return step.value().minus(change.times(step.number("learning_rate")));
  }

  private Tensor running(RuleStep step, String slot, Tensor added) {
    return step.keep(slot, step.last(slot).times(alpha).plus(added.times(1 - alpha)));
  }
}
