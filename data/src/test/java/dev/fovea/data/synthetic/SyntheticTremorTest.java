package dev.fovea.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Seed;
import dev.fovea.core.shape.Shape;
import dev.fovea.data.Dataset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SyntheticTremorTest {
  private static final SyntheticTremor RECORDS = SyntheticTremor.of(Seed.of(42));

  @Test
  void recordsAreSpectrogramsOfTwoKindsInTurn() {
    Dataset records = RECORDS.train(40);
    assertThat(records.exampleShape()).isEqualTo(Shape.of(1, 129, 95));
    assertThat(records.classNames()).containsExactly("noise", "tremor");
    for (int i = 0; i < 40; i += 2) {
      assertThat(records.skip(i).take(2).classTargets().counts()).containsExactly(1, 1);
    }
    for (int i = 0; i < 40; i++) {
      for (float value : values(records, i)) {
        assertThat(value).isFinite().isBetween(-6f, 4f);
      }
    }
  }

  @Test
  void aRecordDependsOnSeedSetAndNumberAlone() {
    assertThat(values(RECORDS.train(9), 3)).isEqualTo(values(RECORDS.train(4), 3));
    assertThat(values(RECORDS.train(4), 3)).isNotEqualTo(values(RECORDS.test(4), 3));
    assertThat(values(RECORDS.train(4), 3))
        .isNotEqualTo(values(SyntheticTremor.of(Seed.of(43)).train(4), 3));
  }

  /** Else a network would have nothing to learn. */
  @Test
  void loudnessAloneTellsLittle() {
    Dataset records = RECORDS.train(600);
    double[] loudness = new double[600];
    for (int i = 0; i < loudness.length; i++) {
      float[] values = values(records, i);
      double sum = 0;
      for (float value : values) {
        sum += value;
      }
      loudness[i] = sum / values.length;
    }
    int[] labels = records.classTargets().labels();
    int best = 0;
    for (double threshold : loudness) {
      int right = 0;
      for (int i = 0; i < loudness.length; i++) {
        right += (loudness[i] > threshold) == (labels[i] == 1) ? 1 : 0;
      }
      best = Math.max(best, right);
    }
    assertThat(best / 600.0).isBetween(0.5, 0.7);
  }

  @Test
  void tremorRaisesItsBandForMostOfTheTime() {
    Dataset records = RECORDS.train(400);
    int[] labels = records.classTargets().labels();
    double[] contrast = new double[2];
    for (int i = 0; i < labels.length; i++) {
      float[] values = values(records, i);
      contrast[labels[i]] += (mean(values, 13, 48) - mean(values, 90, 125)) / 200;
    }
    assertThat(contrast[1] - contrast[0]).isBetween(0.08, 0.4);
  }

  private static double mean(float[] values, int from, int to) {
    return Arrays.stream(
            toDoubles(
                Arrays.copyOfRange(
                    values, from * SyntheticTremor.TIMES, to * SyntheticTremor.TIMES)))
        .average()
        .orElseThrow();
  }

  private static double[] toDoubles(float[] values) {
    double[] all = new double[values.length];
    Arrays.setAll(all, i -> values[i]);
    return all;
  }

  @Test
  void noneIsTooFew() {
    assertThatThrownBy(() -> RECORDS.train(0))
        .hasMessage(
            """
            synthetic tremor: the number of records is out of range
              expected: 1 to 175233
              found:    0\
            """);
  }

  private static float[] values(Dataset set, int record) {
    return set.batch(record).inputs().toFloatArray();
  }
}
