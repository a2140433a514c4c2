package dev.fovea.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.CompiledFunction.Recorded;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompiledFunctionTest {
  private final List<Shape> recorded = new ArrayList<>();
  private final CompiledFunction twice =
      CompiledFunction.of(in -> {
        recorded.add(in.getFirst().shape());
        return Recorded.of(in.getFirst().times(2));
      });

  private float[] twice(float... values) {
    return twice.call(List.of(Tensor.of(values, values.length))).getFirst().toFloatArray();
  }

  @Test
  void isRecordedOncePerShape() {
    assertThat(twice(1, 2)).containsExactly(2, 4);
    assertThat(twice(3, 4)).containsExactly(6, 8);
    assertThat(twice(5)).containsExactly(10);
    assertThat(twice(6, 7)).containsExactly(12, 14);
    assertThat(recorded).containsExactly(Shape.of(2), Shape.of(1));
  }

  @Test
  void anotherTypeOrEngineIsAnotherProgram() {
    twice(1);
    twice.call(List.of(Tensor.of(new double[] {1}, 1)));
    Engine.of("scalar", 1).run(() -> twice(1));
    assertThat(recorded).hasSize(3);
  }

  @Test
  void keepsTheProgramsUsedLast() {
    for (int size = 1; size <= 16; size++) {
      twice(new float[size]);
    }
    twice(new float[1]);
    twice(new float[17]); // takes the place of size 2, which is now the one used longest ago
    twice(new float[1]);
    assertThat(recorded).hasSize(17);
    twice(new float[2]);
    assertThat(recorded).hasSize(18);
  }

  @Test
  void writesWhatItRecordsAndReadsParametersAfresh() {
    Param sum = Param.zeros("sum", DType.FLOAT32, Shape.of(1));
    CompiledFunction add =
        CompiledFunction.of(in -> {
          Tensor next = sum.value().plus(in.getFirst());
          return new Recorded(List.of(next), List.of(new Update(sum, next)));
        });
    Tensor one = Tensor.of(new float[] {1}, 1);
    add.call(List.of(one));
    add.call(List.of(one));
    sum.assign(10);
    assertThat(add.call(List.of(one)).getFirst().toFloatArray()).containsExactly(11);
    assertThat(sum.snapshot().toFloatArray()).containsExactly(11);
  }

  @Test
  void callAgainOverwritesItsResultsButNotThoseOfCall() {
    Tensor one = Tensor.of(new float[] {1}, 1);
    Tensor three = Tensor.of(new float[] {3}, 1);
    Tensor kept = twice.call(List.of(one)).getFirst();
    Tensor first = twice.callAgain(List.of(one)).getFirst();
    assertThat(twice.callAgain(List.of(three)).getFirst()).isSameAs(first);
    assertThat(first.toFloatArray()).containsExactly(6);
    assertThat(kept.toFloatArray()).containsExactly(2);
  }

  @Test
  void tellsTheShapesOfItsResults() {
    assertThat(twice.resultShapes(List.of(Tensor.zeros(2, 3)))).containsExactly(Shape.of(2, 3));
  }
}
