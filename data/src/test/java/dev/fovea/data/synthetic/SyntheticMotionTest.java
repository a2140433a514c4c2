package dev.fovea.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Seed;
import dev.fovea.core.shape.Shape;
import dev.fovea.data.Dataset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SyntheticMotionTest {
  private static final SyntheticMotion MOTION = SyntheticMotion.of(Seed.of(42));

  @Test
  void windowsAreOfSixActivitiesInTurn() {
    Dataset windows = MOTION.train(60);
    assertThat(windows.exampleShape()).isEqualTo(Shape.of(6, 128));
    assertThat(windows.classNames()).isEqualTo(SyntheticMotion.CLASSES).hasSize(6);
    for (int i = 0; i < 60; i += 6) {
      assertThat(windows.skip(i).take(6).classTargets().counts()).containsExactly(1, 1, 1, 1, 1, 1);
    }
    for (float value : windows.all().inputs().toFloatArray()) {
      assertThat(value).isFinite().isBetween(-4f, 4f);
    }
  }

  @Test
  void aWindowDependsOnSeedSetAndNumberAlone() {
    assertThat(values(MOTION.train(9), 3)).isEqualTo(values(MOTION.train(4), 3));
    assertThat(values(MOTION.train(4), 3)).isNotEqualTo(values(MOTION.test(4), 3));
    assertThat(values(MOTION.train(4), 3))
        .isNotEqualTo(values(SyntheticMotion.of(Seed.of(43)).train(4), 3));
  }

  @Test
  void whoWalksMovesMoreThanWhoRests() {
    Dataset windows = MOTION.train(240);
    int[] labels = windows.classTargets().labels();
    for (int i = 0; i < labels.length; i++) {
      float[] values = values(windows, i);
      double mean = 0;
      for (float value : values) {
        mean += value * value / values.length;
      }
      double size = Math.sqrt(mean);
      if (labels[i] < 3) {
        assertThat(size).as("window " + i).isBetween(0.13, 1.0);
      } else {
        assertThat(size).as("window " + i).isLessThan(0.2);
      }
    }
  }

  /** Steps per second, by the strongest wave of the acceleration along the body. */
  @Test
  void upstairsIsSlowerThanDownstairs() {
    Dataset windows = MOTION.train(240);
    int[] labels = windows.classTargets().labels();
    double[] sum = new double[6];
    for (int i = 0; i < labels.length; i++) {
      sum[labels[i]] += strongest(Arrays.copyOf(values(windows, i), 128)) / 40;
    }
    assertThat(sum[1]).isBetween(1.3, 1.9);
    assertThat(sum[0]).isBetween(1.6, 2.3).isGreaterThan(sum[1]);
    assertThat(sum[2]).isGreaterThan(sum[0] + 0.1);
  }

  private static double strongest(float[] signal) {
    double best = 0;
    double found = 0;
    for (double hertz = 1; hertz < 3; hertz += 0.05) {
      double cos = 0;
      double sin = 0;
      for (int t = 0; t < signal.length; t++) {
        cos += signal[t] * Math.cos(2 * Math.PI * hertz * t / 50);
        sin += signal[t] * Math.sin(2 * Math.PI * hertz * t / 50);
      }
      double power = cos * cos + sin * sin;
      if (power > best) {
        best = power;
        found = hertz;
      }
    }
    return found;
  }

  @Test
  void noneIsTooFew() {
    assertThatThrownBy(() -> MOTION.train(0))
        .hasMessage(
            """
            synthetic motion: the number of windows is out of range
              expected: 1 to 2796202
              found:    0\
            """);
  }

  private static float[] values(Dataset set, int window) {
    return set.batch(window).inputs().toFloatArray();
  }
}
