package dev.fovea.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.shape.Shape;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many element-wise operations become few loops, whose values stay in registers. They must give the
 * bits of many programs of a few operations.
 */
class LongChainTest {
  private static final int ROWS = 37;
  private static final int COLUMNS = 61;

  private final Tensor x = numbers(1, ROWS, COLUMNS);
  private final Tensor y = numbers(2, ROWS, COLUMNS);
  private final Tensor row = numbers(3, 1, COLUMNS);
  private final Tensor column = numbers(4, ROWS, 1);
  private final Tensor one = numbers(5, 1, 1);

  /** Together all kinds of operations and operands; results stay within reach of each other. */
  private final List<UnaryOperator<Tensor>> operations =
      List.of(
          t -> t.times(row).plus(y),
          Tensor::tanh,
          t -> t.minus(column).times(one),
          t -> t.exp().plus(1).log(),
          t -> t.dividedBy(y.abs().plus(1)),
          t -> t.negate().where(t.less(x), y),
          Tensor::softplus,
          t -> t.maximum(row).minimum(column),
          t -> t.abs().sqrt().minus(0.3f),
          Tensor::sigmoid,
          t ->
              x.where(
                  t.lessOrEqual(y).and(t.less(one.broadcastTo(Shape.of(ROWS, COLUMNS))).not()), t),
          t -> t.pow(2).plus(t.pow(3).times(0.1f)),
          t -> t.abs().plus(0.5f).pow(-1).plus(t.abs().pow(1.7)),
          t -> t.erf().plus(t.sign().times(0.2f)),
          t -> t.relu().minus(t.detach().times(0.5f)));

  private static Tensor numbers(long seed, int... shape) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[Shape.of(shape).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() * 2 - 1;
    }
    return Tensor.of(values, shape);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 15, 40, 120})
  void oneProgramGivesTheBitsOfMany(int length) {
    Engine.of("vector", 1)
        .run(() -> {
          Tensor together = x;
          Tensor apart = x;
          for (int i = 0; i < length; i++) {
            UnaryOperator<Tensor> operation = operations.get(i % operations.size());
            together = operation.apply(together);
            apart = evaluated(operation.apply(apart));
          }
          assertThat(evaluated(together).toFloatArray()).isEqualTo(apart.toFloatArray());
          return together;
        });
  }

  private static Tensor evaluated(Tensor tensor) {
    Tensor.evaluate(tensor);
    return tensor;
  }
}
