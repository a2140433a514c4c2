package dev.fovea.nn.optim;

import dev.fovea.core.Tensor;
import java.util.SequencedMap;
import java.util.function.ObjDoubleConsumer;

/**
 * Adagrad (Duchi et al. 2011): {@code w ← w − rate/(1 + (t − 1)·η) · g / (√s + ε)} with {@code s ←
 * s + g²}.
 *
 * @param learningRate the step size
 * @param learningRateDecay η, how fast steps shrink
 * @param epsilon ε, what is added to the denominator
 * @param weightDecay λ of L2 regularization
 * @param initialSum what the sum of squares starts with
 */
public record Adagrad(
    double learningRate,
    double learningRateDecay,
    double epsilon,
    double weightDecay,
    double initialSum)
    implements UpdateRule {
  public Adagrad {
    Setting.atLeastZero("learning rate", learningRate);
    Setting.atLeastZero("learning rate decay", learningRateDecay);
    Setting.atLeastZero("epsilon", epsilon);
    Setting.atLeastZero("weight decay", weightDecay);
    Setting.atLeastZero("initial sum", initialSum);
  }

  /** PyTorch's settings: ε = 10⁻¹⁰. */
  public static Adagrad of(double learningRate) {
    return new Adagrad(learningRate, 0, 1e-10, 0, 0);
  }

  /** With steps that shrink. */
  public Adagrad learningRateDecay(double decay) {
    return new Adagrad(learningRate, decay, epsilon, weightDecay, initialSum);
  }

  /** With another number added to the denominator. */
  public Adagrad epsilon(double added) {
    return new Adagrad(learningRate, learningRateDecay, added, weightDecay, initialSum);
  }

  /** With L2 regularization. */
  public Adagrad weightDecay(double decay) {
    return new Adagrad(learningRate, learningRateDecay, epsilon, decay, initialSum);
  }

  /** With another start of the sum of squares. */
  public Adagrad initialSum(double sum) {
    return new Adagrad(learningRate, learningRateDecay, epsilon, weightDecay, sum);
  }

  @Override
  public SequencedMap<String, Double> slots() {
    return Setting.map("sum", initialSum);
  }

  @Override
  public void numbers(double learningRate, long step, ObjDoubleConsumer<String> numbers) {
    numbers.accept("learning_rate", learningRate / (1 + (step - 1) * learningRateDecay));
  }

  @Override
  public Tensor next(RuleStep step) {
    Tensor gradient = step.regularized();
    Tensor sum = step.keep("sum", step.last("sum").plus(gradient.times(gradient)));
    Tensor change = gradient.dividedBy(sum.sqrt().plus(epsilon));
    return step.value().minus(change.times(step.number("learning_rate")));
  }
}
