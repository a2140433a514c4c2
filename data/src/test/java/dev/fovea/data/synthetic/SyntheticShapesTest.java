package dev.fovea.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Seed;
import dev.fovea.core.shape.Shape;
import dev.fovea.data.Dataset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SyntheticShapesTest {
  private static final SyntheticShapes SHAPES = SyntheticShapes.of(Seed.of(42));

  @Test
  void picturesAreOfTenShapesInTurn() {
    Dataset pictures = SHAPES.train(50);
    assertThat(pictures.exampleShape()).isEqualTo(Shape.of(3, 32, 32));
    assertThat(pictures.classNames()).isEqualTo(SyntheticShapes.CLASSES).doesNotHaveDuplicates();
    for (int i = 0; i < 50; i += 10) {
      assertThat(pictures.skip(i).take(10).classTargets().counts()).containsOnly(1);
    }
  }

  @Test
  void aPictureDependsOnSeedSetAndNumberAlone() {
    assertThat(values(SHAPES.train(9), 3)).isEqualTo(values(SHAPES.train(4), 3));
    assertThat(values(SHAPES.train(4), 3)).isNotEqualTo(values(SHAPES.test(4), 3));
    assertThat(values(SHAPES.train(4), 3))
        .isNotEqualTo(values(SyntheticShapes.of(Seed.of(43)).train(4), 3));
  }

  /** Else a network would have nothing to learn: the mean picture of each class is nearly gray. */
  @Test
  void colorsSayNothing() {
    Dataset pictures = SHAPES.train(2_000);
    int[] labels = pictures.classTargets().labels();
    double[][] mean = new double[10][3];
    for (int i = 0; i < labels.length; i++) {
      float[] values = values(pictures, i);
      for (int j = 0; j < values.length; j++) {
        mean[labels[i]][j / 1024] += values[j] / 1024 / 200;
      }
    }
    for (double[] color : mean) {
      assertThat(Arrays.stream(color).min().orElseThrow()).isGreaterThan(110);
      assertThat(Arrays.stream(color).max().orElseThrow()).isLessThan(145);
    }
  }

  @Test
  void noneIsTooFew() {
    assertThatThrownBy(() -> SHAPES.train(0))
        .hasMessage(
            """
            synthetic shapes: the number of images is out of range
              expected: 1 to 699050
              found:    0\
            """);
  }

  private static float[] values(Dataset set, int picture) {
    return set.batch(picture).inputs().toFloatArray();
  }
}
