package dev.fovea.nn.optim;

import dev.fovea.core.Tensor;
import java.util.SequencedMap;
import java.util.function.ObjDoubleConsumer;

/**
 * Adam (Kingma and Ba 2015): steps of about the learning rate, whatever the size of gradients.
 * Weight decay is added to the gradient (L2), as in PyTorch; {@link AdamW} decouples it.
 *
 * @param learningRate the step size
 * @param weightDecay λ, how strongly weights are drawn to 0
 * @param moments the running means
 */
public record Adam(double learningRate, double weightDecay, AdamMoments moments)
    implements UpdateRule {
  public Adam {
    Setting.atLeastZero("learning rate", learningRate);
    Setting.atLeastZero("weight decay", weightDecay);
  }

  /** PyTorch's settings: β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸. */
  public static Adam of(double learningRate) {
    return new Adam(learningRate, 0, AdamMoments.DEFAULT);
  }

  /** With another weight decay. */
  public Adam weightDecay(double decay) {
    return new Adam(learningRate, decay, moments);
  }

  /** With other rates of the running means. */
  public Adam betas(double beta1, double beta2) {
    return moments(new AdamMoments(beta1, beta2, moments.epsilon(), moments.amsgrad()));
  }

  /** With another number added to the denominator. */
  public Adam epsilon(double epsilon) {
    return moments(new AdamMoments(moments.beta1(), moments.beta2(), epsilon, moments.amsgrad()));
  }

  /** With the largest mean of squares so far in the denominator (Reddi et al. 2018). */
  public Adam amsgrad() {
    return moments(new AdamMoments(moments.beta1(), moments.beta2(), moments.epsilon(), true));
  }

  private Adam moments(AdamMoments changed) {
    return new Adam(learningRate, weightDecay, changed);
  }

  @Override
  public SequencedMap<String, Double> slots() {
    return moments.slots();
  }

  @Override
  public void numbers(double learningRate, long step, ObjDoubleConsumer<String> numbers) {
    moments.numbers(learningRate, step, numbers);
  }

  @Override
  public Tensor next(RuleStep step) {
    return step.value().minus(moments.change(step, step.regularized()));
  }
}
