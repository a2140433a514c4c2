package dev.fovea.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.graph.Graph;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTest {
  private static final int DEPTH = 100_000;

  @Test
  void aDeepGraphDoesNotOverflowTheStack() {
    Tensor x = Tensor.of(new double[] {1}, 1);
    Tensor y = x;
    for (int i = 0; i < DEPTH; i++) {
      y = y.negate();
    }
    Tensor deep = y;

    Engine.of("scalar", 1)
        .run(() -> {
          assertThat(deep.sum().item()).isEqualTo(1);
          assertThat(Gradients.of(deep.sum(), List.of(x)).getFirst().item()).isEqualTo(1);
          return true;
        });
  }

  @Test
  void everyNodeFollowsItsInputs() {
    Tensor x = Tensor.zeros(3).plus(Tensor.input(DType.FLOAT32, Shape.of(3)));
    Graph graph = Trace.of(List.of(x.exp().times(x), x.sum()), List.of()).graph();

    for (int i = 0; i < graph.nodes().size(); i++) {
      int index = i;
      assertThat(graph.nodes().get(i).inputs()).allMatch(input -> input < index);
    }
  }

  @Test
  void equalOperationsOnEqualInputsAppearOnce() {
    Tensor x = Tensor.input(DType.FLOAT32, Shape.of(3));

    Graph graph = Trace.of(List.of(x.exp().plus(1), x.exp().plus(1), x.exp()), List.of()).graph();

    assertThat(graph.nodes()).hasSize(4);
    assertThat(graph.results()).containsExactly(3, 3, 1);
  }

  @Test
  void leavesOfEqualShapeStayApart() {
    Tensor a = Tensor.of(new float[] {1, 2}, 2);
    Tensor b = Tensor.of(new float[] {1, 2}, 2);

    Trace trace = Trace.of(List.of(a.plus(b)), List.of());

    assertThat(trace.leaves()).containsExactly(a, b);
    assertThat(trace.graph().leaves()).containsExactly(0, 1);
  }

  @Test
  void whatIsKnownIsNotComputedAgain() {
    Tensor known = Tensor.of(new float[] {1, 2}, 2).exp();
    known.toFloatArray();

    Trace trace = Trace.of(List.of(known.plus(1)), List.of());

    assertThat(trace.leaves()).containsExactly(known);
  }

  @Test
  void graphsWithoutDataAreEqualValues() {
    assertThat(graph(1)).isEqualTo(graph(2)).hasSameHashCodeAs(graph(2));
  }

  private static Graph graph(double value) {
    Tensor x = Tensor.of(new double[] {value}, 1);
    return Trace.of(List.of(x.exp().plus(3).relu()), List.of()).graph();
  }
}
