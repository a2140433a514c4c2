package dev.fovea.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Tensor;
import dev.fovea.nn.metric.ConfusionMatrix;
import dev.fovea.nn.train.Batch;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pictures from what a training has at hand. */
class ExampleTest {
  private static final List<String> NAMES = List.of("cat", "dog");

  private static Batch batch(int... labels) {
    float[] values = new float[labels.length * 12];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return new Batch(Tensor.of(values, labels.length, 3, 2, 2), Tensor.of(labels, labels.length));
  }

  @Test
  void aBatchGivesItsImagesWithTheirClasses() {
    List<Example> examples = Example.labeled(batch(1, 0), NAMES);
    assertThat(examples).extracting(Example::label).containsExactly("dog", "cat");
    assertThat(examples.get(1).image().values())
        .containsExactly(12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23);
    assertThat(ImageGrid.of(batch(1, 0), NAMES)).isEqualTo(ImageGrid.of(examples));
  }

  @Test
  void aClassWithoutANameIsRefused() {
    assertThatThrownBy(() -> Example.labeled(batch(0, 2), NAMES))
        .hasMessage(
            """
            example: this class has no name
              expected: a class number from 0 to 1
              but was:  2\
            """);
  }

  @Test
  void aConfusionMatrixIsDrawnAsItIs() {
    ConfusionMatrix matrix =
        ConfusionMatrix.of(
            Tensor.of(new float[] {1, 0, 0, 1, 0, 1}, 3, 2),
            Tensor.of(new int[] {0, 0, 1}, 3),
            NAMES);
    assertThat(ConfusionMatrixChart.of(matrix))
        .isEqualTo(ConfusionMatrixChart.of(NAMES, new long[][] {{1, 1}, {0, 1}}));
  }
}
