package dev.fovea.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParamTest {
  private final Param weight = Param.of("weight", Tensor.of(new float[] {1, 2, 3}, 3));

  private void addOne() {
    Engine.current().evaluate(List.of(), List.of(new Update(weight, weight.value().plus(1))));
  }

  @Test
  void isWrittenByAnUpdate() {
    addOne();

    assertThat(weight.value().toFloatArray()).containsExactly(2, 3, 4);
  }

  @Test
  void isStillWrittenAfterItsValueWasEvaluated() {
    Tensor.evaluate(weight.value());

    addOne();

    assertThat(weight.snapshot().toFloatArray()).containsExactly(2, 3, 4);
    assertThat(weight.value().toFloatArray()).containsExactly(2, 3, 4);
  }

  @Test
  void isReadAfreshByACompiledProgramAfterItsValueWasEvaluated() {
    Compiled doubled = Compiled.of(List.of(), List.of(weight.value().times(2)), List.of());
    Tensor.evaluate(weight.value());

    weight.assign(Tensor.of(new float[] {10, 20, 30}, 3));

    assertThat(doubled.run(List.of()).getFirst().toFloatArray()).containsExactly(20, 40, 60);
  }

  @Test
  void givesItsValueBeforeTheStepIfTheStepComputesIt() {
    Tensor before = weight.value();

    Engine.current().evaluate(List.of(before), List.of(new Update(weight, weight.value().plus(1))));

    assertThat(before.toFloatArray()).containsExactly(1, 2, 3);
    assertThat(before.times(2).toFloatArray()).containsExactly(2, 4, 6);
    assertThat(weight.value().toFloatArray()).containsExactly(2, 3, 4);
  }

  @Test
  void refusesToBeReadThroughAnOldTensor() {
    Tensor before = weight.value();
    Tensor doubled = before.times(2);
    addOne();

    String message =
        "a tensor is read that was recorded before parameter weight [3] changed; read it before"
            + " the step, or let the step compute it too";
    assertThatThrownBy(before::toFloatArray)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message);
    assertThatThrownBy(doubled::toFloatArray)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message);
  }

  @Test
  void keepsWhatWasComputedBeforeItChanged() {
    Tensor doubled = weight.value().times(2);
    Tensor.evaluate(doubled);
    addOne();

    assertThat(doubled.toFloatArray()).containsExactly(2, 4, 6);
    assertThat(doubled.plus(1).toFloatArray()).containsExactly(3, 5, 7);
  }

  @Test
  void updatesOfOneRunSeeTheValuesFromBefore() {
    Param other = Param.of("other", Tensor.of(new float[] {7, 8, 9}, 3));

    Engine.current()
        .evaluate(
            List.of(),
            List.of(new Update(weight, other.value()), new Update(other, weight.value())));

    assertThat(weight.value().toFloatArray()).containsExactly(7, 8, 9);
    assertThat(other.value().toFloatArray()).containsExactly(1, 2, 3);
  }

  @Test
  void refusesTwoUpdatesInOneRun() {
    Update update = new Update(weight, weight.value().plus(1));

    assertThatThrownBy(() -> Engine.current().evaluate(List.of(), List.of(update, update)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("update: parameter weight [3] float32 is written twice in one run");
  }

  @Test
  void aSnapshotIsACopy() {
    Tensor snapshot = weight.snapshot();

    weight.assign(Tensor.zeros(3));

    assertThat(snapshot.toFloatArray()).containsExactly(1, 2, 3);
    assertThat(weight.value().toFloatArray()).containsExactly(0, 0, 0);
  }

  @Test
  void refusesAValueOfAnotherShapeOrType() {
    assertThatThrownBy(() -> weight.assign(Tensor.zeros(4)))
        .isInstanceOf(ShapeError.class)
        .hasMessage(
            """
            parameter: the new value does not fit
              parameter: weight
              expected:  [3] float32
              but was:   [4] float32\
            """);
    assertThatThrownBy(() -> new Update(weight, weight.value().to(DType.FLOAT64)))
        .isInstanceOf(ShapeError.class)
        .hasMessage(
            """
            update: the new value does not fit the parameter
              parameter: weight
              expected:  [3] float32
              but was:   [3] float64\
            """);
  }

  @Test
  void isTrainableUntilFrozen() {
    assertThat(weight.trainable()).isTrue();
    weight.freeze();
    assertThat(weight.trainable()).isFalse();
    weight.unfreeze();
    assertThat(weight.trainable()).isTrue();
  }

  @Test
  void saysWhatItIs() {
    assertThat(weight).hasToString("weight [3] float32");
    assertThat(Param.zeros("step", DType.INT64, Shape.scalar())).hasToString("step [] int64");
  }
}
