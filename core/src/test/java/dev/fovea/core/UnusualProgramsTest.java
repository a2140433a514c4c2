package dev.fovea.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Window;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs at the edges: no examples, no data, one number, very many examples, two callers. */
class UnusualProgramsTest {
  static List<String> backends() {
    return Backends.all();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void anEmptyBatchGivesEmptyResultsAndGradientsOfZero(String backend) {
    Engine.of(backend, 2)
        .run(() -> {
          Tensor x = Tensor.of(new float[0], 0, 2, 5, 5);
          Param kernel = Param.of("kernel", Tensor.ones(3, 2, 2, 2));
          Param weight = Param.of("weight", Tensor.ones(4, 12));
          Tensor maps = x.conv(kernel.value(), Window.of(2, 2), 1).relu();
          Tensor pooled = maps.maxPool(Window.of(2, 2).stride(2)).flatten(1);
          Tensor logits = pooled.linear(weight.value());
          Tensor loss = logits.logSoftmax(1).sum();
          List<Tensor> gradients = Gradients.of(loss, List.of(kernel.value(), weight.value()));
          Tensor.evaluate(logits, loss, gradients.get(0), gradients.get(1));
          assertThat(logits.shape()).isEqualTo(Shape.of(0, 4));
          assertThat(logits.toFloatArray()).isEmpty();
          assertThat(loss.item()).isZero();
          assertThat(gradients.get(0).toFloatArray()).hasSize(24).containsOnly(0);
          assertThat(gradients.get(1).toFloatArray()).hasSize(48).containsOnly(0);
          return true;
        });
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aProgramMayHaveNoData(String backend) {
    Engine.of(backend, 2)
        .run(() -> {
          Param p = Param.of("p", Tensor.of(new float[] {1, 2}, 2));
          Tensor sum = p.value().times(3).sum();
          Compiled.of(List.of(), List.of(), List.of(new Update(p, p.value().plus(sum))))
              .run(List.of());
          assertThat(p.snapshot().toFloatArray()).containsExactly(10, 11);
          assertThat(Tensor.ones(2, 2).plus(1).sum().item()).isEqualTo(8);
          return true;
        });
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aProgramMayHaveScalarsOnly(String backend) {
    Engine.of(backend, 2)
        .run(() -> {
          Tensor x = Tensor.scalar(3);
          Tensor y = x.times(x).plus(1);
          assertThat(y.item()).isEqualTo(10);
          assertThat(Gradients.of(y, List.of(x)).getFirst().item()).isEqualTo(6);
          return true;
        });
  }

  /** Only what outlives a wave takes room for each example: here the images themselves. */
  @Test
  void aLargeBatchTakesLittleMoreMemoryThanItsData() {
    int batch = 20_000;
    Engine.of("vector", 2)
        .run(() -> {
          Tensor x = Tensor.input(DType.FLOAT32, Shape.of(batch, 1, 28, 28));
          Param kernel = Param.of("kernel", Tensor.ones(8, 1, 5, 5));
          Param weight = Param.of("weight", Tensor.ones(10, 1152));
          Tensor maps = x.conv(kernel.value(), Window.of(5, 5), 1).relu();
          Tensor pooled = maps.maxPool(Window.of(2, 2).stride(2)).flatten(1);
          Tensor loss = pooled.linear(weight.value()).logSoftmax(1).mean();
          List<Tensor> gradients = Gradients.of(loss, List.of(kernel.value(), weight.value()));
          String plan =
              Compiled.of(List.of(x), List.of(loss, gradients.getFirst()), List.of()).describe();
          String first = plan.lines().findFirst().orElseThrow();
          double megabytes = Double.parseDouble(first.replaceAll(".*, ([0-9.]+) MB$", "$1"));
          double data = batch * 28.0 * 28 * Float.BYTES / 1e6;
          assertThat(megabytes).as(first).isBetween(data, 1.1 * data);
          return true;
        });
  }

  @ParameterizedTest
  @MethodSource("backends")
  void threadsMayShareAProgram(String backend) throws Exception {
    Engine engine = Engine.of(backend, 2);
    Tensor x = Tensor.input(DType.FLOAT32, Shape.of(40, 300));
    Compiled program =
        engine.run(() -> Compiled.of(List.of(x), List.of(x.times(2).sum(1)), List.of()));
    try (ExecutorService callers = Executors.newFixedThreadPool(2)) {
      var one = callers.submit(() -> runs(program, 1));
      var other = callers.submit(() -> runs(program, 2));
      assertThat(one.get()).isTrue();
      assertThat(other.get()).isTrue();
    }
  }

  private static boolean runs(Compiled program, int number) {
    Tensor data = Tensor.full(number, DType.FLOAT32, Shape.of(40, 300));
    for (int i = 0; i < 50; i++) {
      for (float sum : program.run(List.of(data)).getFirst().toFloatArray()) {
        if (sum != 600 * number) {
          return false;
        }
      }
    }
    return true;
  }
}
