package dev.fovea.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.Gradients;
import dev.fovea.core.Tensor;
import dev.fovea.core.golden.Array;
import dev.fovea.core.golden.Case;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.nn.golden.NnGoldens;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses and their gradients against PyTorch, in double precision. */
class LossGoldenTest {
  static Stream<Case> cases() {
    // Binary cross entropy with a weight for each number of each batch is not offered.
    return NnGoldens.open().cases("loss").stream()
        .filter(c -> !(c.op().equals("bce") && c.inputs().containsKey("weight")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valueAndGradientArePyTorchs(Case c) {
    Tensor input = tensor(c.input("input"));
    Tensor target =
        c.input("target").dtype().equals("int64")
            ? Tensor.of(c.input("target").longs(), c.input("target").shape())
            : tensor(c.input("target"));
    Loss loss = loss(c);
    Tensor output =
        switch (c.text("reduction")) {
          case "mean" -> loss.mean(input, target);
          case "sum" -> loss.each(input, target).sum();
          default -> loss.each(input, target);
        };
    close(c.output(), output);
    Tensor seen = output.times(tensor(c.gradOut().orElseThrow())).sum();
    close(c.gradient("input"), Gradients.of(seen, List.of(input)).getFirst());
  }

  private static Loss loss(Case c) {
    return switch (c.op()) {
      case "cross_entropy" -> {
        CrossEntropy loss = Loss.crossEntropy().labelSmoothing(c.number("labelSmoothing"));
        yield c.inputs().containsKey("weight") ? loss.classWeights(c.input("weight").data()) : loss;
      }
      case "nll" -> {
        NegativeLogLikelihood loss = Loss.negativeLogLikelihood();
        yield c.inputs().containsKey("weight") ? loss.classWeights(c.input("weight").data()) : loss;
      }
      case "bce" -> Loss.binaryCrossEntropy();
      case "bce_with_logits" -> {
        BinaryCrossEntropyWithLogits loss = Loss.binaryCrossEntropyWithLogits();
        yield c.inputs().containsKey("posWeight")
            ? loss.positiveWeights(c.input("posWeight").data())
            : loss;
      }
      case "mse" -> Loss.meanSquaredError();
      case "l1" -> Loss.meanAbsoluteError();
      case "smooth_l1" -> Loss.smoothL1(c.number("beta"));
      case "huber" -> Loss.huber(c.number("delta"));
      default -> throw new IllegalArgumentException(c.op());
    };
  }

  private static Tensor tensor(Array array) {
    return Tensor.of(array.data(), array.shape());
  }

  private static void close(Array expected, Tensor actual) {
    assertThat(actual.shape()).isEqualTo(Shape.of(expected.shape()));
    assertThat(actual.dtype()).isEqualTo(DType.FLOAT64);
    double[] values = actual.toDoubleArray();
    for (int i = 0; i < values.length; i++) {
      double wanted = expected.data()[i];
      assertThat(values[i]).isCloseTo(wanted, within(1e-8 * Math.max(Math.abs(wanted), 1)));
    }
  }
}
