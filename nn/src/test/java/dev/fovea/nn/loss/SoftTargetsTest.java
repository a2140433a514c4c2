package dev.fovea.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.Tensor;
import dev.fovea.nn.metric.Accuracy;
import dev.fovea.nn.metric.Metric;
import org.junit.jupiter.api.Test;

/** Probabilities of all classes instead of class numbers. */
class SoftTargetsTest {
  private static final Tensor LOGITS = Tensor.of(new float[] {1, 2, 0.5f, -1, 0, 3}, 2, 3);

  @Test
  void certainClassesAreTheSameAsNumbers() {
    Tensor numbers = Tensor.of(new int[] {1, 0}, 2);
    Tensor certain = Tensor.of(new float[] {0, 1, 0, 1, 0, 0}, 2, 3);
    for (CrossEntropy loss :
        new CrossEntropy[] {
          Loss.crossEntropy(),
          Loss.crossEntropy().labelSmoothing(0.1),
          Loss.crossEntropy().classWeights(1, 2, 3)
        }) {
      assertThat(loss.mean(LOGITS, certain).item())
          .isCloseTo(loss.mean(LOGITS, numbers).item(), within(1e-6));
    }
  }

  /** {@code torch.nn.functional.cross_entropy(logits, p)} of PyTorch 1.13 gives 1.9641. */
  @Test
  void mixedClassesAreWeighed() {
    Tensor mixed = Tensor.of(new float[] {0.25f, 0.75f, 0, 0.5f, 0, 0.5f}, 2, 3);
    Loss.crossEntropy().check(LOGITS.shape(), mixed);
    double first = 0.25 * loss(0, 0) + 0.75 * loss(0, 1);
    double second = 0.5 * loss(1, 0) + 0.5 * loss(1, 2);
    assertThat(Loss.crossEntropy().mean(LOGITS, mixed).item())
        .isCloseTo((first + second) / 2, within(1e-6));
  }

  private static double loss(int example, int label) {
    float[] x = LOGITS.toFloatArray();
    double sum = 0;
    for (int k = 0; k < 3; k++) {
      sum += Math.exp(x[3 * example + k]);
    }
    return Math.log(sum) - x[3 * example + label];
  }

  @Test
  void theMostProbableClassCountsForAccuracy() {
    Metric.Accumulator right = Accuracy.top1().start();
    right.add(LOGITS, Tensor.of(new float[] {0.25f, 0.75f, 0, 0.5f, 0.1f, 0.4f}, 2, 3));
    assertThat(right.value()).isEqualTo(0.5);
  }
}
