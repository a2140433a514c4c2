package dev.fovea.core.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StorageTest {

  @ParameterizedTest
  @EnumSource(DType.class)
  void keepsNumbersOfEveryType(DType type) {
    for (Storage storage : new Storage[] {Storage.zeros(type, 3), Storage.aligned(type, 3)}) {
      storage.put(1, 1);

      assertThat(storage.dtype()).isEqualTo(type);
      assertThat(storage.size()).isEqualTo(3);
      assertThat(storage.toDoubles()).containsExactly(0, 1, 0);
      assertThat(storage.toFloats()).containsExactly(0, 1, 0);
      assertThat(storage.toLongs()).containsExactly(0, 1, 0);
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void mayBeEmpty(DType type) {
    assertThat(Storage.zeros(type, 0).toDoubles()).isEmpty();
    assertThat(Storage.aligned(type, 0).toDoubles()).isEmpty();
  }

  @Test
  void roundsAndCutsToTheType() {
    assertThat(stored(DType.FLOAT32, 0.1)).isEqualTo(0.1f);
    assertThat(stored(DType.FLOAT64, 0.1)).isEqualTo(0.1);
    assertThat(stored(DType.INT32, -2.9)).isEqualTo(-2);
    assertThat(stored(DType.INT64, 2.9)).isEqualTo(2);
    assertThat(stored(DType.INT64, 1e15 + 1)).isEqualTo(1e15 + 1);
    assertThat(stored(DType.UINT8, 255)).isEqualTo(255);
    assertThat(stored(DType.BOOL, -0.5)).isEqualTo(1);
    assertThat(stored(DType.BOOL, 0)).isZero();
  }

  private static double stored(DType type, double value) {
    Storage storage = Storage.zeros(type, 1);
    storage.put(0, value);
    return storage.at(0);
  }

  @Test
  void longsKeepAllTheirDigits() {
    long[] values = {Long.MAX_VALUE, -(1L << 53) - 1};

    assertThat(Storage.of(values).toLongs()).containsExactly(values);
  }

  @Test
  void liesOnACacheLine() {
    for (int i = 1; i <= 20; i++) {
      assertThat(Storage.aligned(DType.FLOAT32, i).segment().address() % 64).isZero();
    }
  }

  @Test
  void copiesOnlyItsOwnKind() {
    Storage storage = Storage.aligned(DType.FLOAT32, 2);
    storage.copyFrom(Storage.of(new float[] {3, 4}));

    assertThat(storage.toFloats()).containsExactly(3, 4);
    assertThatThrownBy(() -> storage.copyFrom(Storage.of(new double[] {1, 2, 3})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("storage: expected 2 × float32 but was 3 × float64");
  }

  @Test
  void tensorsCopyWhatTheyAreGivenUnlessTheyWrapIt() {
    float[] values = {1, 2};
    Tensor copied = Tensor.of(values, 2);
    Tensor wrapped = Tensor.wrap(values, 2);
    values[0] = 9;

    assertThat(copied.toFloatArray()).containsExactly(1, 2);
    assertThat(wrapped.toFloatArray()).containsExactly(9, 2);
    assertThatThrownBy(() -> Tensor.of(values, 3))
        .isInstanceOf(ShapeError.class)
        .hasMessage(
            """
            tensor: the number of values does not fit the shape
              shape:    [3]
              expected: 3 values
              but was:  2\
            """);
  }
}
