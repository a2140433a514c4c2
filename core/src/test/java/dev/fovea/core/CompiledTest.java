package dev.fovea.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompiledTest {
  private final Tensor x = Tensor.input(DType.FLOAT32, Shape.of(3));
  private final Param weight = Param.of("weight", Tensor.of(new float[] {1, 2, 3}, 3));

  @Test
  void runsWithOtherInputs() {
    Compiled doubled = Compiled.of(List.of(x), List.of(x.times(2), x), List.of());

    List<Tensor> first = doubled.run(List.of(Tensor.of(new float[] {1, 2, 3}, 3)));
    List<Tensor> second = doubled.run(List.of(Tensor.of(new float[] {4, 5, 6}, 3)));

    assertThat(first.getFirst().toFloatArray()).containsExactly(2, 4, 6);
    assertThat(second.getFirst().toFloatArray()).containsExactly(8, 10, 12);
    assertThat(first.getLast().toFloatArray()).containsExactly(1, 2, 3);
  }

  @Test
  void runsAgainIntoTheSameTensors() {
    Compiled step =
        Compiled.of(
            List.of(x),
            List.of(x.times(2), weight.value().sum()),
            List.of(new Update(weight, weight.value().plus(x))));
    Tensor ones = Tensor.ones(3);

    List<Tensor> results = step.run(List.of(ones));
    float[] first = results.getFirst().toFloatArray();
    step.runAgain(List.of(Tensor.of(new float[] {4, 5, 6}, 3)), results);

    assertThat(first).containsExactly(2, 2, 2);
    assertThat(results.getFirst().toFloatArray()).containsExactly(8, 10, 12);
    assertThat(results.getLast().item()).isEqualTo(9);
    assertThat(weight.value().toFloatArray()).containsExactly(6, 8, 10);
    assertThatThrownBy(() -> step.runAgain(List.of(ones), results.reversed()))
        .isInstanceOf(ShapeError.class)
        .hasMessage(
            """
            run: result 0 does not fit
              expected: [3] float32
              but was:  [] float32\
            """);
    assertThatThrownBy(() -> step.runAgain(List.of(ones), List.of()))
        .isInstanceOf(ShapeError.class)
        .hasMessage("run: wrong number of results\n  expected: 2\n  but was:  0");
    assertThatThrownBy(() -> step.runAgain(List.of(ones), List.of(weight.value(), ones.sum())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "run: result 0 was expected to be a tensor of data, as a run returns it, but is a"
                + " parameter [3]");
    assertThat(weight.value().toFloatArray())
        .as("refused before it runs")
        .containsExactly(6, 8, 10);
  }

  @Test
  void stepsParameters() {
    Tensor next = weight.value().plus(x);
    Compiled step =
        Compiled.of(List.of(x), List.of(weight.value().sum()), List.of(new Update(weight, next)));
    Tensor one = Tensor.ones(3);

    assertThat(step.run(List.of(one)).getFirst().item()).isEqualTo(6);
    assertThat(step.run(List.of(one)).getFirst().item()).isEqualTo(9);
    assertThat(weight.value().toFloatArray()).containsExactly(3, 4, 5);
  }

  @Test
  void aResultThatIsAParameterIsACopy() {
    Compiled step =
        Compiled.of(
            List.of(),
            List.of(weight.value()),
            List.of(new Update(weight, weight.value().plus(1))));

    Tensor before = step.run(List.of()).getFirst();
    step.run(List.of());

    assertThat(before.toFloatArray()).containsExactly(1, 2, 3);
  }

  @Test
  void refusesInputsThatDoNotFit() {
    Compiled doubled = Compiled.of(List.of(x), List.of(x.times(2)), List.of());

    assertThatThrownBy(() -> doubled.run(List.of()))
        .isInstanceOf(ShapeError.class)
        .hasMessage("run: wrong number of inputs\n  expected: 1\n  but was:  0");
    assertThatThrownBy(() -> doubled.run(List.of(Tensor.zeros(4))))
        .isInstanceOf(ShapeError.class)
        .hasMessage(
            """
            run: input 0 does not fit
              expected: [3] float32
              but was:  [4] float32\
            """);
  }

  @Test
  void refusesAGraphOfUndeclaredInputs() {
    assertThatThrownBy(() -> Compiled.of(List.of(), List.of(x.times(2)), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "compile: the graph reads an input of shape [3] that is not among the 0 declared"
                + " inputs");
    assertThatThrownBy(() -> Compiled.of(List.of(x.times(2)), List.of(x), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("compile: input 0 was expected to be made by Tensor.input but is a mul [3]");
  }

  @Test
  void anInputHasNoValueOfItsOwn() {
    assertThat(x).hasToString("input [3] float32");
    assertThatThrownBy(x::toFloatArray)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("an input [3] has no value: bind it by running the compiled program");
    assertThatThrownBy(() -> x.times(2).toFloatArray())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("an input [3] has no value: bind it by running the compiled program");
  }

  @Test
  void describesWhatRuns() {
    Compiled doubled =
        Engine.of("scalar", 1)
            .run(() -> Compiled.of(List.of(x), List.of(x.times(2).sum()), List.of()));

    assertThat(doubled.describe())
        .isEqualTo(
            """
            0: input [] -> float32 [3]
            1: full [] -> float32 [3]
            2: mul [0, 1] -> float32 [3]
            3: sum [2] -> float32 []
            results [3]\
            """);
  }
}
