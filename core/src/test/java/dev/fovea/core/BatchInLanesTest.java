package dev.fovea.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Window;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Small programs that a backend which finds the examples of a batch by the first axis might get
 * wrong. Each was one once, cut down from a {@link RandomProgram}.
 */
class BatchInLanesTest {
  private static final int BATCH = 17;

  @Test
  void oneNumberAnExampleIsNotTheSameForAll() {
    agree(() -> {
      Param scale = Param.of("scale", counted(BATCH, 1));
      return List.of(counted(BATCH, 3).times(scale.value()));
    });
  }

  @Test
  void aRepetitionThatDoesNotStartAnewWithEachExampleIsNotTheSameForAll() {
    agree(() -> {
      Param row = Param.of("row", counted(2));
      Tensor repeated = row.value().broadcastTo(Shape.of(3 * BATCH, 2)).reshape(2 * BATCH, 3);
      return List.of(counted(2 * BATCH, 3).times(repeated));
    });
  }

  @Test
  void aReshapeMayBringTheExamplesToTheFront() {
    agree(() -> List.of(counted(BATCH, 3).times(counted(3 * BATCH).reshape(BATCH, 3))));
  }

  @Test
  void aBatchOfOneMayComeFromAVector() {
    agree(() -> List.of(counted(1, 3).minus(counted(3).reshape(1, 3))));
  }

  @Test
  void lanesWithoutAnExampleStayOutOfWeightGradients() {
    agree(() -> {
      Tensor x = counted(BATCH, 1, 4);
      Param weight = Param.of("weight", counted(1, 1, 1));
      Tensor inverse = Tensor.ones(BATCH, 1, 4).dividedBy(x);
      Tensor loss = inverse.times(x).times(0.25).conv(weight.value(), Window.of(1), 1).sum();
      return List.of(x.sum(0), Gradients.of(loss, List.of(weight.value())).getFirst());
    });
  }

  @Test
  void aChainDoesNotRepeatItsOwnResults() {
    agree(() -> {
      Tensor sum = counted(2).plus(counted(2).times(3));
      return List.of(counted(1, 1).times(sum));
    });
  }

  /** 0.5, 1, 1.5 … */
  private static Tensor counted(int... dims) {
    float[] values = new float[Shape.of(dims).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.5f * (i + 1);
    }
    return Tensor.of(values, dims);
  }

  private static void agree(Supplier<List<Tensor>> program) {
    List<float[]> expected = values(program, "scalar");
    for (String backend : Backends.others()) {
      List<float[]> found = values(program, backend);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(found.get(i)).as("%s: result %d", backend, i).containsExactly(expected.get(i));
      }
    }
  }

  private static List<float[]> values(Supplier<List<Tensor>> program, String backend) {
    return Engine.of(backend, 1)
        .run(() -> {
          List<Tensor> results = program.get();
          Tensor.evaluate(results.toArray(Tensor[]::new));
          return results.stream().map(Tensor::toFloatArray).toList();
        });
  }
}
