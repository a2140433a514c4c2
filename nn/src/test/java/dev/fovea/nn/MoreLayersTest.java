package dev.fovea.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.Param;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.activation.PRelu;
import dev.fovea.nn.activation.ThresholdedRelu;
import dev.fovea.nn.layer.ChannelDropout;
import dev.fovea.nn.layer.Concatenation;
import dev.fovea.nn.layer.Crop;
import dev.fovea.nn.layer.Merge;
import dev.fovea.nn.layer.Permute;
import dev.fovea.nn.layer.Rescale;
import dev.fovea.nn.layer.Upsample;
import dev.fovea.nn.loss.Loss;
import dev.fovea.nn.optim.Sgd;
import dev.fovea.nn.pool.GlobalMaxPool1d;
import dev.fovea.nn.pool.GlobalMaxPool2d;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Layers that came with models of others: numbers worked out by hand. */
class MoreLayersTest {
  private static final Tensor ROW = Tensor.of(new float[] {-2, -0.5f, 0, 0.5f, 2, 8}, 1, 6);

  private static float[] of(Layer layer, Tensor x) {
    return layer.forward(x, Pass.evaluation()).toFloatArray();
  }

  private static Tensor counting(int... dims) {
    float[] values = new float[Shape.of(dims).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return Tensor.of(values, dims);
  }

  @Test
  void slopesAreLearned() {
    Tensor x = Tensor.of(new float[] {-1, 2, -3, -4}, 1, 2, 2);
    PRelu each = new PRelu(Param.of("weight", Tensor.of(new float[] {0.5f, 0.1f}, 2)));
    assertThat(of(each, x)).containsExactly(-0.5f, 2, -0.3f, -0.4f);
    PRelu perPlace = new PRelu(Param.of("weight", Tensor.of(new float[] {0.5f, 2}, 1, 2)));
    assertThat(of(perPlace, x)).containsExactly(-0.5f, 2, -1.5f, -8);
    assertThat(of(PRelu.of(Shape.of(1)), x)).containsExactly(-0.25f, 2, -0.75f, -1);

    Tensor y = each.forward(x, Pass.training(Seed.of(1), 0));
    Sgd.of(1).over(each).step(Loss.meanSquaredError().mean(y, Tensor.zeros(1, 2, 2)));
    // d/dw of (w·x)² / 4 is w·x² / 2: 0.5·1/2, and 0.1·(9 + 16)/2.
    float[] learned = each.weight().snapshot().toFloatArray();
    assertThat(learned[0]).isCloseTo(0.25f, within(1e-6f));
    assertThat(learned[1]).isCloseTo(-1.15f, within(1e-5f));
  }

  @Test
  void slopesThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> of(PRelu.of(Shape.of(3)), counting(1, 2, 2)))
        .isInstanceOf(ShapeError.class)
        .hasMessage(
            """
            prelu: the slopes do not fit the input
              input:    [1, 2, 2]
              expected: slopes [1], [C] or those of one example, with 1 where they are shared
              but was:  [3]\
            """);
  }

  @Test
  void rectifiersBend() {
    assertThat(of(new ThresholdedRelu(0.5, 0.1, 3), ROW))
        .containsExactly(-0.25f, -0.1f, -0.05f, 0.5f, 2, 3);
    assertThat(of(ThresholdedRelu.ceiling(6), ROW)).containsExactly(0, 0, 0, 0.5f, 2, 6);
    assertThat(of(new ThresholdedRelu(1, 0, Double.POSITIVE_INFINITY), ROW))
        .containsExactly(0, 0, 0, 0, 2, 8);
    assertThatThrownBy(() -> new ThresholdedRelu(2, 0, 1)).isInstanceOf(ShapeError.class);
  }

  @Test
  void elementsAreScaledAndMoved() {
    assertThat(of(new Rescale(2, -1), ROW)).containsExactly(-5, -2, -1, 0, 3, 15);
    assertThatThrownBy(() -> new Rescale(Double.NaN, 0)).isInstanceOf(ShapeError.class);
  }

  @Test
  void bordersAreCutAndPositionsRepeated() {
    Tensor x = counting(1, 1, 3, 4);
    assertThat(of(new Crop(List.of(1, 0), List.of(0, 2)), x)).containsExactly(4, 5, 8, 9);
    assertThat(of(Upsample.by(1, 2), counting(1, 1, 2, 2))).containsExactly(0, 0, 1, 1, 2, 2, 3, 3);
    assertThat(of(Upsample.by(2, 1), counting(1, 1, 2, 2))).containsExactly(0, 1, 0, 1, 2, 3, 2, 3);
    assertThat(of(Upsample.by(3), counting(1, 1, 2))).containsExactly(0, 0, 0, 1, 1, 1);
    assertThatThrownBy(() -> of(new Crop(List.of(2, 0), List.of(1, 0)), x))
        .isInstanceOf(ShapeError.class)
        .hasMessageStartingWith("crop: nothing is left");
  }

  @Test
  void axesAreTurned() {
    Tensor x = counting(1, 2, 3, 1);
    Tensor y = Permute.to(1, 2, 0).forward(x, Pass.evaluation());
    assertThat(y.shape()).isEqualTo(Shape.of(1, 3, 1, 2));
    assertThat(y.toFloatArray()).containsExactly(0, 3, 1, 4, 2, 5);
    assertThatThrownBy(() -> Permute.to(0, 2)).isInstanceOf(ShapeError.class);
  }

  @Test
  void theLargestOfAChannel() {
    assertThat(of(new GlobalMaxPool2d(), counting(1, 2, 2, 2))).containsExactly(3, 7);
    assertThat(of(new GlobalMaxPool1d(), counting(1, 2, 3))).containsExactly(2, 5);
  }

  @Test
  void wholeChannelsAreDropped() {
    Tensor x = Tensor.ones(50, 4, 3, 2);
    ChannelDropout half = new ChannelDropout(0.5);
    assertThat(half.forward(x, Pass.evaluation())).isSameAs(x);
    float[] y = half.forward(x, Pass.training(Seed.of(1), 0)).toFloatArray();
    int kept = 0;
    for (int channel = 0; channel < 200; channel++) {
      for (int i = 0; i < 6; i++) {
        assertThat(y[channel * 6 + i]).isEqualTo(y[channel * 6]).isIn(0f, 2f);
      }
      kept += y[channel * 6] > 0 ? 1 : 0;
    }
    assertThat(kept).isBetween(70, 130);
  }

  @Test
  void severalAreMadeOne() {
    List<Tensor> two =
        List.of(Tensor.of(new float[] {1, 6}, 1, 2), Tensor.of(new float[] {3, 2}, 1, 2));
    assertThat(merged(Merge.How.SUM, two)).containsExactly(4, 8);
    assertThat(merged(Merge.How.DIFFERENCE, two)).containsExactly(-2, 4);
    assertThat(merged(Merge.How.PRODUCT, two)).containsExactly(3, 12);
    assertThat(merged(Merge.How.MEAN, two)).containsExactly(2, 4);
    assertThat(merged(Merge.How.MAXIMUM, two)).containsExactly(3, 6);
    assertThat(merged(Merge.How.MINIMUM, two)).containsExactly(1, 2);
    assertThat(new Concatenation(0).forward(two, Pass.evaluation()).getFirst().toFloatArray())
        .containsExactly(1, 6, 3, 2);
    assertThatThrownBy(() -> merged(Merge.How.DIFFERENCE, two.subList(0, 1)))
        .hasMessage(
            """
            merge: wrong number of inputs
              expected: 2
              but was:  1\
            """);
  }

  private static float[] merged(Merge.How how, List<Tensor> inputs) {
    return new Merge(how).forward(inputs, Pass.evaluation()).getFirst().toFloatArray();
  }
}
