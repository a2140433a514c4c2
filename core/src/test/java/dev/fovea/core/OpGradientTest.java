package dev.fovea.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.shape.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gradients, and gradients of gradients, against central differences in double precision on the
 * scalar backend; and for linear operations the identity {@code ⟨f(x), r⟩ = ⟨x, fᵀ(r)⟩}.
 */
class OpGradientTest {
  private static final double STEP = 2e-6;
  private static final double TOLERANCE = 1e-6;
  private static final int ALL_ELEMENTS_UP_TO = 16;
  private static final int SAMPLED_DIRECTIONS = 6;

  private final Engine scalar = Engine.of("scalar", 1);

  static Stream<OpCase> differentiable() {
    return OpCases.all().stream()
        .filter(c -> !c.floating().isEmpty())
        .filter(c -> c.inputs().stream().allMatch(i -> i.isSmooth() || !i.isFloating()))
        .filter(c -> c.apply(c.values(DType.FLOAT64)).dtype() == DType.FLOAT64);
  }

  static Stream<OpCase> linear() {
    return OpCases.all().stream().filter(c -> !c.linear().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  void firstGradientsAgreeWithDifferences(OpCase c) {
    scalar.run(() -> {
      List<Tensor> inputs = places(c);
      return check(c, inputs, c.loss(c.apply(inputs)));
    });
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  void secondGradientsAgreeWithDifferences(OpCase c) {
    scalar.run(() -> {
      List<Tensor> inputs = places(c);
      List<Tensor> first = Gradients.of(c.loss(c.apply(inputs)), floating(c, inputs));
      return check(c, inputs, c.gradientLoss(first));
    });
  }

  @ParameterizedTest
  @MethodSource("linear")
  void gradientsOfLinearOperationsAreTheirAdjoints(OpCase c) {
    scalar.run(() -> {
      List<Tensor> inputs = c.values(DType.FLOAT64);
      Tensor loss = c.loss(c.apply(inputs));
      for (int i : c.linear()) {
        Tensor gradient = Gradients.of(loss, List.of(inputs.get(i))).getFirst();
        Tensor products = gradient.times(inputs.get(i));
        double size = 1 + products.abs().sum().item();
        assertThat(Math.abs(products.sum().item() - loss.item()))
            .as("input %d: adjoint", i)
            .isLessThan(1e-12 * size);
      }
      return true;
    });
  }

  private static List<Tensor> places(OpCase c) {
    return c.values(DType.FLOAT64).stream()
        .map(value -> Tensor.input(value.dtype(), value.shape()))
        .toList();
  }

  private static List<Tensor> floating(OpCase c, List<Tensor> inputs) {
    return c.floating().stream().map(inputs::get).toList();
  }

  private static boolean check(OpCase c, List<Tensor> inputs, Tensor loss) {
    Compiled lossAt = Compiled.of(inputs, List.of(loss), List.of());
    Compiled gradientsAt = Compiled.of(inputs, Gradients.of(loss, floating(c, inputs)), List.of());
    List<Tensor> point = c.values(DType.FLOAT64);
    List<Tensor> gradients = gradientsAt.run(point);
    double magnitude = Math.abs(lossAt.run(point).getFirst().item());
    for (int k = 0; k < gradients.size(); k++) {
      int input = c.floating().get(k);
      double[] gradient = gradients.get(k).toDoubleArray();
      for (double[] direction : directions(gradient.length)) {
        double expected =
            (at(lossAt, point, input, direction, STEP) - at(lossAt, point, input, direction, -STEP))
                / (2 * STEP);
        double found = 0;
        for (int i = 0; i < gradient.length; i++) {
          found += gradient[i] * direction[i];
        }
        assertThat(Math.abs(found - expected))
            .as("input %d: gradient %s, difference %s", input, found, expected)
            .isLessThan(TOLERANCE * Math.max(1, Math.abs(expected)) + 1e-9 * magnitude);
      }
    }
    return true;
  }

  private static double at(
      Compiled loss, List<Tensor> point, int input, double[] direction, double step) {
    double[] moved = point.get(input).toDoubleArray();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += step * direction[i];
    }
    List<Tensor> there = new ArrayList<>(point);
    there.set(input, Tensor.of(moved, point.get(input).shape().dims()));
    return loss.run(there).getFirst().item();
  }

  /** Every single element of a small tensor; of a large one a sample, and random directions. */
  private static List<double[]> directions(int size) {
    List<double[]> directions = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(size);
    if (size <= ALL_ELEMENTS_UP_TO) {
      for (int i = 0; i < size; i++) {
        directions.add(single(size, i));
      }
    } else {
      for (int i = 0; i < SAMPLED_DIRECTIONS; i++) {
        directions.add(single(size, random.nextInt(size)));
        double[] direction = new double[size];
        for (int j = 0; j < size; j++) {
          direction[j] = random.nextInt(2) * 2 - 1;
        }
        directions.add(direction);
      }
    }
    return directions;
  }

  private static double[] single(int size, int index) {
    double[] direction = new double[size];
    direction[index] = 1;
    return direction;
  }
}
