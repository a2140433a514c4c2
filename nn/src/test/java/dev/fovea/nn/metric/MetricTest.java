package dev.fovea.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Figures worked out by hand, and equal to scikit-learn's on the same numbers. */
class MetricTest {
  private static final Tensor SCORES =
      Tensor.of(
          new float[] {
            3, 1, 0, // 0
            0, 2, 1, // 1
            2, 1, 0, // 0
            0, 1, 2, // 2
            1, 1, 0, // 0, a tie
            0, 3, 2 // 1
          },
          6,
          3);
  private static final Tensor TARGETS = Tensor.of(new int[] {0, 1, 1, 2, 0, 2}, 6);

  private static double value(Metric metric, Tensor predictions, Tensor targets) {
    Metric.Accumulator accumulator = metric.start();
    accumulator.add(predictions, targets);
    return accumulator.value();
  }

  @Test
  void accuracyCountsTheFirstOfEqualScores() {
    assertThat(value(Accuracy.top1(), SCORES, TARGETS)).isEqualTo(4 / 6.0);
    assertThat(value(Accuracy.topK(2), SCORES, TARGETS)).isEqualTo(1);
    assertThat(Accuracy.topK(2).name()).isEqualTo("top2_accuracy");
    assertThat(Accuracy.top1().start().value()).isNaN();
  }

  @Test
  void notANumberIsNeverRight() {
    Tensor broken = Tensor.of(new float[] {Float.NaN, 0}, 1, 2);
    assertThat(value(Accuracy.top1(), broken, Tensor.of(new int[] {0}, 1))).isEqualTo(0);
  }

  @Test
  void binaryAccuracyHasAThreshold() {
    Tensor answers = Tensor.of(new float[] {-1, 0.2f, 3, 0.7f}, 4, 1);
    Tensor wanted = Tensor.of(new int[] {0, 1, 1, 0}, 4);
    assertThat(value(Accuracy.ofLogits(), answers, wanted)).isEqualTo(0.75);
    assertThat(value(Accuracy.ofProbabilities(), answers, wanted)).isEqualTo(0.5);
  }

  @Test
  void confusionMatrixTellsWhatIsTakenForWhat() {
    ConfusionMatrix matrix = ConfusionMatrix.of(SCORES, TARGETS, List.of("cat", "dog", "elephant"));
    assertThat(matrix)
        .hasToString(
            """
            actual \\ predicted  cat  dog  elephant
            cat                   2    0         0
            dog                   1    1         0
            elephant              0    1         1\
            """);
    assertThat(matrix.mostConfused(5))
        .extracting(Confusion::toString)
        .containsExactly(
            "dog is taken for cat once (50.0 % of dog)",
            "elephant is taken for dog once (50.0 % of elephant)");
    assertThat(matrix.perClass().get(0).precision()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(matrix.perClass().get(0).recall()).isEqualTo(1);
    assertThat(matrix.perClass().get(0).f1()).isCloseTo(0.8, within(1e-12));
    assertThat(matrix.macro().f1()).isCloseTo((0.8 + 0.5 + 2 / 3.0) / 3, within(1e-12));
    assertThat(matrix.weighted().precision()).isCloseTo((2 / 3.0 + 0.5 + 1) / 3, within(1e-12));
    assertThat(matrix.micro().recall()).isCloseTo(4 / 6.0, within(1e-12));
    assertThat(matrix.accuracy()).isEqualTo(4 / 6.0);
  }

  @Test
  void batchesAddUp() {
    ConfusionMatrix parts =
        ConfusionMatrix.of(SCORES.slice(0, 4), TARGETS.slice(0, 4))
            .plus(SCORES.slice(4, 6), TARGETS.slice(4, 6));
    assertThat(parts).isEqualTo(ConfusionMatrix.of(SCORES, TARGETS));
    Metric.Accumulator f1 = Averaged.macroF1().start();
    f1.add(SCORES.slice(0, 4), TARGETS.slice(0, 4));
    f1.add(SCORES.slice(4, 6), TARGETS.slice(4, 6));
    assertThat(f1.value()).isEqualTo(parts.macro().f1());
  }

  @Test
  void whatWasCountedIsGoneOnWith() {
    Tensor answers = Tensor.of(new float[] {-1, 0.2f, 3, 0.7f}, 4, 1);
    Tensor wanted = Tensor.of(new int[] {0, 1, 1, 0}, 4);
    goesOn(Accuracy.top1(), SCORES, TARGETS);
    goesOn(Averaged.macroF1(), SCORES, TARGETS);
    goesOn(Accuracy.ofLogits(), answers, wanted);
    goesOn(new RocArea(), answers, wanted);
  }

  private static void goesOn(Metric metric, Tensor predictions, Tensor targets) {
    int size = targets.shape().dim(0);
    Metric.Accumulator first = metric.start();
    first.add(predictions.slice(0, 1), targets.slice(0, 1));
    first.add(predictions.slice(1, 2), targets.slice(1, 2));
    Metric.Accumulator second = metric.start();
    second.add(predictions.slice(2, 3), targets.slice(2, 3)); // is forgotten
    second.restore(first.state());
    second.add(predictions.slice(2, size), targets.slice(2, size));
    assertThat(second.value()).isEqualTo(value(metric, predictions, targets));
    Metric.Accumulator none = metric.start();
    assertThatThrownBy(() -> none.restore(new double[] {1, 2, 3}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rocAreaCountsTiesHalf() {
    RocCurve curve =
        RocCurve.of(
            new double[] {0.1, 0.4, 0.4, 0.8, 0.4}, new boolean[] {false, false, true, true, true});
    // pairs: (0.4, 0.1) (0.8, ·) (0.8, ·) (0.4, 0.1) right, two ties: (4 + 2/2) / 6
    assertThat(curve.area()).isCloseTo(5 / 6.0, within(1e-12));
    assertThat(curve.points())
        .extracting(RocCurve.Point::truePositiveRate)
        .containsExactly(0.0, 1 / 3.0, 1.0, 1.0);
    // scores of class 0: 3 and 1 are right, 2 and three times 0 are not: 7 of 8 pairs
    assertThat(RocCurve.oneVersusRest(SCORES, TARGETS).get(0).area())
        .isCloseTo(7 / 8.0, within(1e-12));
  }

  @Test
  void rocAreaIsAMetricToo() {
    Tensor scores = Tensor.of(new float[] {0.1f, 0.4f, 0.4f, 0.8f, 0.4f}, 5, 1);
    Tensor wanted = Tensor.of(new int[] {0, 0, 1, 1, 1}, 5);
    assertThat(value(new RocArea(), scores, wanted)).isCloseTo(5 / 6.0, within(1e-12));
    assertThat(new RocArea().start().value()).isNaN();
  }

  @Test
  void oneKindAloneHasNoCurve() {
    assertThatThrownBy(() -> RocCurve.of(new double[] {1, 2}, new boolean[] {true, true}))
        .hasMessage("roc: expected examples of both kinds but was 2 positive and 0 negative");
  }

  @Test
  void aClassOutOfRangeIsAnError() {
    assertThatThrownBy(() -> ConfusionMatrix.of(SCORES, Tensor.of(new int[] {0, 1, 3, 2, 0, 2}, 6)))
        .hasMessage(
            """
            metric: a class number is out of range
              expected: 0 to 2
              but was:  3\
            """);
  }

  @Test
  void pixelsCountEach() {
    Tensor scores = Tensor.of(new float[] {1, 0, 0, 1}, 1, 2, 2);
    assertThat(value(Accuracy.top1(), scores, Tensor.of(new int[] {0, 1}, 1, 2))).isEqualTo(1);
  }
}
