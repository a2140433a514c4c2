package dev.fovea.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.network.Sequential;
import org.junit.jupiter.api.Test;

class PredictorTest {
  private final Sequential network = network(1);
  private final Predictor predictor = network.predictor();

  private static Tensor examples(int count) {
    float[] values = new float[3 * count];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i);
    }
    return Tensor.wrap(values, count, 3);
  }

  private float[] expected(Tensor x) {
    return network.forward(x, Pass.evaluation()).toFloatArray();
  }

  @Test
  void givesWhatTheLayerComputesInEvaluationModeForAnyNumberOfExamples() {
    for (int count : new int[] {1, 7, 256, 600, 1}) {
      Tensor x = examples(count);
      assertThat(predictor.predict(x).toFloatArray()).isEqualTo(expected(x));
    }
  }

  @Test
  void recordsAShapeOnce() {
    int[] recorded = {0};
    Layer counting =
        (x, _) -> {
          recorded[0]++;
          return x.times(2);
        };
    Predictor twice = counting.predictor();
    for (int i = 0; i < 5; i++) {
      twice.predict(examples(2));
      twice.predict(examples(3));
    }
    assertThat(recorded[0]).isEqualTo(2);
  }

  @Test
  void readsParametersAfresh() {
    Tensor x = examples(5);
    float[] before = predictor.predict(x).toFloatArray();
    network.load(network(2).snapshot());
    assertThat(predictor.predict(x).toFloatArray()).isNotEqualTo(before).isEqualTo(expected(x));
  }

  private static Sequential network(int seed) {
    return Sequential.input(3).linear(4).relu().dropout(0.5).linear(2).build(Seed.of(seed));
  }

  @Test
  void refusesAnotherShapeAndGoesOn() {
    assertThatThrownBy(() -> predictor.predict(Tensor.zeros(2, 5))).isInstanceOf(ShapeError.class);
    assertThat(predictor.predict(examples(2)).toFloatArray()).isEqualTo(expected(examples(2)));
  }
}
