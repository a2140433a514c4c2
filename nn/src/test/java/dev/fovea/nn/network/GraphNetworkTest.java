package dev.fovea.nn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Gradients;
import dev.fovea.core.Param;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.Junction;
import dev.fovea.nn.Pass;
import dev.fovea.nn.Summary;
import dev.fovea.nn.activation.Relu;
import dev.fovea.nn.activation.Sigmoid;
import dev.fovea.nn.layer.Linear;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GraphNetworkTest {
  private static final Sequential.Input TWO = new Sequential.Input(Shape.of(2), DType.FLOAT32);

  /** The sum of all inputs. */
  private record Sum() implements Junction {
    @Override
    public List<Tensor> forward(List<Tensor> inputs, Pass pass) {
      return List.of(inputs.stream().reduce(Tensor::plus).orElseThrow());
    }
  }

  private final Linear left = Linear.config(2).build(Shape.of(2), Seed.of(1));
  private final Linear right = Linear.config(2).build(Shape.of(2), Seed.of(2));
  private final GraphNetwork net =
      GraphNetwork.input("x", TWO)
          .node("left", left, "x")
          .node("right", right, "x")
          .node("sum", new Sum(), "left", "right", "x")
          .node("relu", new Relu(), "sum")
          .outputs("relu");

  private final Tensor x = Tensor.of(new float[] {1, -2, 3, 4}, 2, 2);

  @Test
  void waysPartAndMeet() {
    Pass pass = Pass.evaluation();
    Tensor expected = left.forward(x, pass).plus(right.forward(x, pass)).plus(x).relu();
    assertThat(net.forward(x, pass).toFloatArray()).isEqualTo(expected.toFloatArray());
    assertThat(net.predict(x).toFloatArray()).isEqualTo(expected.toFloatArray());
  }

  @Test
  void parametersOfLayersHaveTheNamesOfTheirNodes() {
    assertThat(net.allParameters().keySet())
        .containsExactly("left.weight", "left.bias", "right.weight", "right.bias");
    assertThat(net.input()).contains(TWO);
  }

  @Test
  void itIsCutBehindANode() {
    GraphNetwork cut = net.upTo("right");
    assertThat(cut.allParameters().keySet()).containsExactly("right.weight", "right.bias");
    assertThat(cut.predict(x).toFloatArray())
        .isEqualTo(right.forward(x, Pass.evaluation()).toFloatArray());
    assertThatThrownBy(() -> net.upTo("end"))
        .hasMessage("upTo: no node end: expected one of [left, right, sum, relu]");
  }

  @Test
  void aNodeIsReplaced() {
    GraphNetwork changed = net.replace("relu", new Sigmoid());
    assertThat(changed.predict(x).toFloatArray())
        .isEqualTo(net.upTo("sum").predict(x).sigmoid().toFloatArray());
  }

  @Test
  void itsOwnParametersAreTrainedUnderTheirNames() {
    Param scale = Param.of("scale", Tensor.of(new float[] {2, 3}, 2));
    GraphNetwork own =
        new GraphNetwork(
            new LinkedHashMap<>(Map.of("x", Optional.of(TWO))),
            new LinkedHashMap<>(Map.of("a/b.scale", scale)),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(Map.of("one", Tensor.ones(2))),
            List.of(
                new GraphNetwork.Node(
                    "n.1", new Sum(), List.of("x", "a/b.scale", "one"), List.of("y"))),
            List.of("y"));
    assertThat(own.allParameters()).containsOnly(Map.entry("a/b.scale", scale));
    assertThat(own.predict(x).toFloatArray()).containsExactly(4, 2, 6, 8);
    Tensor loss = own.forward(x, Pass.evaluation()).sum();
    assertThat(Gradients.of(loss, List.of(scale.value())).getFirst().toFloatArray())
        .containsExactly(2, 2);
    assertThat(own.child("n.1")).isInstanceOf(Sum.class);
    assertThat(own.summary().rows().getFirst())
        .isEqualTo(new Summary.Row("n.1", "Sum", List.of(1, 2), 2));
  }

  @Test
  void theSummaryListsTheNodes() {
    assertThat(net.summary().toString())
        .isEqualTo(
            """
            Layer (type)    Output shape  Parameters
            ----------------------------------------
            left (Linear)   [N, 2]                 6
            right (Linear)  [N, 2]                 6
            sum (Sum)       [N, 2]                 0
            relu (Relu)     [N, 2]                 0
            ----------------------------------------
            Total                                 12
            Trainable                             12
            Non-trainable                          0\
            """);
  }

  @Test
  void severalInputsAndOutputs() {
    GraphNetwork two =
        GraphNetwork.input("a", TWO)
            .andInput("b", TWO)
            .node("sum", new Sum(), "a", "b")
            .outputs("sum", "a");
    List<Tensor> given = List.of(x, x.times(10));
    List<Tensor> found = two.forward(given, Pass.evaluation());
    assertThat(found.get(0).toFloatArray()).containsExactly(11, -22, 33, 44);
    assertThat(found.get(1)).isSameAs(x);
    assertThat(two.input()).isEmpty();
    assertThatThrownBy(() -> two.predict(x))
        .isInstanceOf(ShapeError.class)
        .hasMessage(
            """
            graph: wrong number of inputs
              expected: a, b
              but was:  1 tensors\
            """);
  }

  @Test
  void whatIsNoGraphIsRefused() {
    assertThatThrownBy(() -> net.node("again", new Relu(), "nothing"))
        .hasMessage("graph: node again: no value nothing is given before it");
    assertThatThrownBy(() -> net.node("sum", new Relu(), "x"))
        .hasMessage("graph: two nodes are called sum");
    assertThatThrownBy(() -> net.node("x", new Relu(), "sum"))
        .hasMessage("graph: node x: value x is given twice");
    assertThatThrownBy(() -> net.outputs("end")).hasMessage("graph: no value end for an output");
    assertThatThrownBy(() -> net.node("two", new Relu(), "x", "sum"))
        .hasMessage(
            "graph: node two: a Relu has one input and one output"
                + " but was given [x, sum] and [two]");
  }

  @Test
  void anErrorNamesTheNode() {
    assertThatThrownBy(() -> net.predict(Tensor.zeros(1, 3)))
        .isInstanceOf(ShapeError.class)
        .hasMessageContaining("at:       left");
  }
}
