package dev.fovea.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Seed;
import dev.fovea.core.shape.Shape;
import dev.fovea.data.Dataset;
import dev.fovea.data.Examples;
import org.junit.jupiter.api.Test;

class SyntheticSeismogramsTest {
  private static final SyntheticSeismograms WINDOWS = SyntheticSeismograms.of(Seed.of(42));

  @Test
  void fourWindowsComeFromEachRecord() {
    Examples windows = WINDOWS.train(9);
    assertThat(windows.data().exampleShape()).isEqualTo(Shape.of(3, 1000));
    assertThat(windows.data().classNames()).containsExactly("noise", "earthquake");
    assertThat(windows.data().classTargets().labels()).containsExactly(1, 0, 1, 0, 1, 0, 1, 0, 1);
    assertThat(windows.groups().orElseThrow().numbers()).containsExactly(0, 0, 0, 0, 1, 1, 1, 1, 2);
    for (float value : windows.data().all().inputs().toFloatArray()) {
      assertThat(value).isFinite();
    }
  }

  @Test
  void aWindowDependsOnSeedSetAndNumberAlone() {
    assertThat(values(WINDOWS.train(9), 3)).isEqualTo(values(WINDOWS.train(4), 3));
    assertThat(values(WINDOWS.train(4), 3)).isNotEqualTo(values(WINDOWS.test(4), 3));
    assertThat(values(WINDOWS.train(4), 3))
        .isNotEqualTo(values(SyntheticSeismograms.of(Seed.of(43)).train(4), 3));
  }

  @Test
  void theFirstWindowOfARecordIsQuietBeforeItsWave() {
    Examples windows = WINDOWS.train(400);
    int louder = 0;
    for (int i = 0; i < 400; i += 4) {
      float[] window = values(windows, i);
      louder += loudness(window, 250, 1000) > 1.2 * loudness(window, 0, 250) ? 1 : 0;
    }
    assertThat(louder).isGreaterThan(75);
  }

  /** Else a network would have nothing to learn. */
  @Test
  void peaksAloneTellLittle() {
    Dataset windows = WINDOWS.train(400).data();
    double[] share = new double[400];
    for (int i = 0; i < share.length; i++) {
      float[] window = windows.batch(i).inputs().toFloatArray();
      double peak = 0;
      for (float value : window) {
        peak = Math.max(peak, Math.abs(value));
      }
      share[i] = peak;
    }
    int[] labels = windows.classTargets().labels();
    int best = 0;
    for (double threshold : share) {
      int right = 0;
      for (int i = 0; i < share.length; i++) {
        right += (share[i] > threshold) == (labels[i] == 1) ? 1 : 0;
      }
      best = Math.max(best, right);
    }
    assertThat(best / 400.0).isBetween(0.5, 0.75);
  }

  @Test
  void refusesAnImpossibleCount() {
    assertThatThrownBy(() -> WINDOWS.train(0))
        .hasMessage(
            """
            synthetic seismograms: the number of windows is out of range
              expected: 1 to 715827
              found:    0\
            """);
  }

  private static double loudness(float[] window, int from, int to) {
    double sum = 0;
    for (int component = 0; component < 3; component++) {
      for (int t = from; t < to; t++) {
        double value = window[component * 1000 + t];
        sum += value * value;
      }
    }
    return Math.sqrt(sum / (to - from));
  }

  private static float[] values(Examples examples, int example) {
    return examples.data().batch(example).inputs().toFloatArray();
  }
}
