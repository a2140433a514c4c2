package dev.fovea.nn.optim;

import dev.fovea.core.Tensor;
import java.util.SequencedMap;
import java.util.function.ObjDoubleConsumer;

/**
 * What Adam and AdamW share: running means of gradients and of their squares, both corrected for
 * their start at 0 (Kingma and Ba 2015, algorithm 1).
 *
 * @param beta1 how much of the mean of gradients is kept
 * @param beta2 how much of the mean of squares is kept
 * @param epsilon what is added to the denominator
 * @param amsgrad whether the largest mean of squares so far counts (Reddi et al. 2018)
 */
public record AdamMoments(double beta1, double beta2, double epsilon, boolean amsgrad) {
  static final AdamMoments DEFAULT = new AdamMoments(0.9, 0.999, 1e-8, false);

  public AdamMoments {
    Setting.belowOne("beta1", beta1);
    Setting.belowOne("beta2", beta2);
    Setting.atLeastZero("epsilon", epsilon);
  }

  SequencedMap<String, Double> slots() {
    SequencedMap<String, Double> slots = Setting.map("exp_avg", 0, "exp_avg_sq", 0);
    if (amsgrad) {
      slots.put("max_exp_avg_sq", 0.0);
    }
    return slots;
  }

  /** Worked out in double precision: {@code 1 − βᵗ} loses its digits in single. */
  void numbers(double learningRate, long step, ObjDoubleConsumer<String> numbers) {
    numbers.accept("step_size", learningRate / (1 - Math.pow(beta1, (double) step)));
    numbers.accept("bias_correction2_sqrt", Math.sqrt(1 - Math.pow(beta2, (double) step)));
  }

  /** {@code stepSize · m / (√v / √(1 − β₂ᵗ) + ε)}. */
  Tensor change(RuleStep step, Tensor gradient) {
    Tensor mean =
        step.keep("exp_avg", step.last("exp_avg").times(beta1).plus(gradient.times(1 - beta1)));
    Tensor squares =
        step.keep(
            "exp_avg_sq",
            step.last("exp_avg_sq").times(beta2).plus(gradient.times(gradient).times(1 - beta2)));
    if (amsgrad) {
      squares = step.keep("max_exp_avg_sq", step.last("max_exp_avg_sq").maximum(squares));
    }
    Tensor scale = squares.sqrt().dividedBy(step.number("bias_correction2_sqrt")).plus(epsilon);
    return mean.dividedBy(scale).times(step.number("step_size"));
  }
}
