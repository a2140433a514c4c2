package dev.fovea.nn.optim;

import dev.fovea.core.Tensor;
import java.util.SequencedMap;
import java.util.function.ObjDoubleConsumer;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019): weights shrink by {@code rate·λ}
 * of themselves each step, apart from gradients. The decay is 0.01 at first, as in PyTorch.
 *
 * @param learningRate the step size
 * @param weightDecay λ, how strongly weights are drawn to 0
 * @param moments the running means
 */
public record AdamW(double learningRate, double weightDecay, AdamMoments moments)
    implements UpdateRule {
  public AdamW {
    Setting.atLeastZero("learning rate", learningRate);
    Setting.atLeastZero("weight decay", weightDecay);
  }

  /** PyTorch's settings: β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸. */
  public static AdamW of(double learningRate) {
    return new AdamW(learningRate, 0.01, AdamMoments.DEFAULT);
  }

  /** With another weight decay. */
  public AdamW weightDecay(double decay) {
    return new AdamW(learningRate, decay, moments);
  }

  /** With other rates of the running means. */
  public AdamW betas(double beta1, double beta2) {
    return moments(new AdamMoments(beta1, beta2, moments.epsilon(), moments.amsgrad()));
  }

  /** With another number added to the denominator. */
  public AdamW epsilon(double epsilon) {
    return moments(new AdamMoments(moments.beta1(), moments.beta2(), epsilon, moments.amsgrad()));
  }

  /** With the largest mean of squares so far in the denominator (Reddi et al. 2018). */
  public AdamW amsgrad() {
    return moments(new AdamMoments(moments.beta1(), moments.beta2(), moments.epsilon(), true));
  }

  private AdamW moments(AdamMoments changed) {
    return new AdamW(learningRate, weightDecay, changed);
  }

  @Override
  public SequencedMap<String, Double> slots() {
    return moments.slots();
  }

  @Override
  public void numbers(double learningRate, long step, ObjDoubleConsumer<String> numbers) {
    moments.numbers(learningRate, step, numbers);
    numbers.accept("learning_rate", learningRate);
  }

  @Override
  public Tensor next(RuleStep step) {
    Tensor shrunk =
        step.weightDecay() == 0
            ? step.value()
            : step.value().times(step.number("learning_rate").times(-step.weightDecay()).plus(1));
    return shrunk.minus(moments.change(step, step.gradient()));
  }
}
