package dev.fovea.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An update after a weight gradient is done block by block, without the gradient ever being
 * written. It must give the bits that it gives when somebody asks for the gradient, too.
 */
class ProductChainTest {
  private static final String BLOCK_BY_BLOCK = "block by block";

  /** A step of momentum for weights of which a gradient is made as a linear layer makes it. */
  private static final class Step {
    final Param weight;
    final Param momentum;
    final Tensor gradient;
    final List<Update> updates;

    Step(int rows, int columns, int examples) {
      weight = Param.of("weight", numbers(1, rows, columns));
      momentum = Param.of("momentum", numbers(2, rows, columns));
      Tensor outputs = numbers(3, examples, rows);
      gradient = outputs.transpose(0, 1).matmul(numbers(4, examples, columns));
      Tensor decayed = gradient.plus(weight.value().times(0.01f));
      Tensor speed = momentum.value().times(0.9f).plus(decayed);
      Tensor next = weight.value().minus(speed.times(0.1f));
      updates = List.of(new Update(momentum, speed), new Update(weight, next));
    }
  }

  private static Tensor numbers(long seed, int rows, int columns) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return Tensor.of(values, rows, columns);
  }

  private static Compiled compiled(List<Tensor> results, List<Update> updates) {
    return Compiled.of(List.of(), results, updates);
  }

  @ParameterizedTest
  @CsvSource({
    "128, 512, 10",
    "250, 784, 37",
    "9, 8208, 3",
    "131, 1008, 100",
    "1, 70016, 20",
    "3, 30000, 17"
  })
  void theBitsAreThoseOfTwoSteps(int rows, int columns, int examples) {
    Step apart = new Step(rows, columns, examples);
    Engine.of("vector", 1)
        .run(() -> {
          Compiled program = compiled(List.of(apart.gradient), apart.updates);
          assertThat(program.describe()).doesNotContain(BLOCK_BY_BLOCK);
          program.run(List.of());
          return program.run(List.of());
        });
    for (int threads = 1; threads <= 3; threads++) {
      Step behind = new Step(rows, columns, examples);
      Engine.of("vector", threads)
          .run(() -> {
            Compiled program = compiled(List.of(), behind.updates);
            assertThat(program.describe()).contains(BLOCK_BY_BLOCK, " 0 parameters copied");
            program.run(List.of());
            return program.run(List.of());
          });
      assertThat(behind.weight.snapshot().toFloatArray())
          .isEqualTo(apart.weight.snapshot().toFloatArray());
      assertThat(behind.momentum.snapshot().toFloatArray())
          .isEqualTo(apart.momentum.snapshot().toFloatArray());
    }
  }

  @Test
  void numbersOfARowAndOfAColumnReachTheirElements() {
    Tensor eachColumn = numbers(5, 1, 784);
    Tensor eachRow = numbers(6, 250, 1);
    Step apart = new Step(250, 784, 10);
    Step behind = new Step(250, 784, 10);
    Engine.of("vector", 1)
        .run(() ->
            compiled(List.of(apart.gradient), List.of(scaled(apart, eachColumn, eachRow)))
                .run(List.of()));
    Engine.of("vector", 2)
        .run(() -> {
          Compiled program = compiled(List.of(), List.of(scaled(behind, eachColumn, eachRow)));
          assertThat(program.describe()).contains(BLOCK_BY_BLOCK);
          return program.run(List.of());
        });
    assertThat(behind.weight.snapshot().toFloatArray())
        .isEqualTo(apart.weight.snapshot().toFloatArray());
  }

  private static Update scaled(Step step, Tensor eachColumn, Tensor eachRow) {
    Tensor change = step.gradient.times(eachColumn).plus(eachRow);
    return new Update(step.weight, step.weight.value().minus(change));
  }

  @Test
  void rowsThatDoNotEndWithAVectorAreWrittenFirst() {
    Step step = new Step(120, 777, 10);
    String description =
        Engine.of("vector", 1).run(() -> compiled(List.of(), step.updates).describe());
    assertThat(description).doesNotContain(BLOCK_BY_BLOCK);
  }

  @Test
  void otherReadersOfTheGradientGetIt() {
    Step step = new Step(128, 600, 10);
    Tensor norm = step.gradient.times(step.gradient).sum();
    float[] found =
        Engine.of("vector", 2)
            .run(() -> compiled(List.of(norm), step.updates).run(List.of()))
            .getFirst()
            .toFloatArray();
    Step wanted = new Step(128, 600, 10);
    double sum = 0;
    for (float value : wanted.gradient.toFloatArray()) {
      sum += (double) value * value;
    }
    assertThat((double) found[0]).isCloseTo(sum, offset(1e-5 * sum));
  }

  @Test
  void whatTheProductReadsIsNotWrittenUnderIt() {
    Param weight = Param.of("weight", numbers(1, 600, 600));
    Param expected = Param.of("expected", numbers(1, 600, 600));
    List<Update> updates = List.of(squared(weight));
    Engine.of("vector", 2).run(() -> compiled(List.of(), updates).run(List.of()));
    Tensor square = expected.value().matmul(expected.value());
    Engine.of("vector", 1)
        .run(() -> compiled(List.of(square), List.of(squared(expected))).run(List.of()));
    assertThat(weight.snapshot().toFloatArray()).isEqualTo(expected.snapshot().toFloatArray());
  }

  private static Update squared(Param weight) {
    Tensor value = weight.value();
    return new Update(weight, value.minus(value.matmul(value).times(0.5f)));
  }
}
