package dev.fovea.core.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeTest {
  private final Shape shape = Shape.of(2, 3, 4);

  @Test
  void knowsItsSizes() {
    assertThat(shape.rank()).isEqualTo(3);
    assertThat(shape.size()).isEqualTo(24);
    assertThat(shape.dim(0)).isEqualTo(2);
    assertThat(shape.dim(-1)).isEqualTo(4);
    assertThat(shape.size(1, 3)).isEqualTo(12);
    assertThat(List.of(shape.stride(0), shape.stride(1), shape.stride(2)))
        .containsExactly(12, 4, 1);
    assertThat(Shape.scalar().rank()).isZero();
    assertThat(Shape.scalar().size()).isEqualTo(1);
    assertThat(Shape.of(5, 0).size()).isZero();
  }

  @Test
  void changesGiveNewShapes() {
    assertThat(shape.with(1, 7)).isEqualTo(Shape.of(2, 7, 4));
    assertThat(shape.with(-1, 7)).isEqualTo(Shape.of(2, 3, 7));
    assertThat(shape.without(1)).isEqualTo(Shape.of(2, 4));
    assertThat(shape.insert(0, 9)).isEqualTo(Shape.of(9, 2, 3, 4));
    assertThat(shape.insert(3, 9)).isEqualTo(Shape.of(2, 3, 4, 9));
    assertThat(shape).isEqualTo(Shape.of(List.of(2, 3, 4))).hasToString("[2, 3, 4]");
  }

  @Test
  void doesNotShareItsArray() {
    int[] dims = {2, 3};
    Shape own = Shape.of(dims);
    dims[0] = 9;
    own.dims()[1] = 9;

    assertThat(own).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3));
    assertThat(own).isNotEqualTo(Shape.of(3, 2)).isNotEqualTo(Shape.of(2, 3, 1));
  }

  @Test
  void namesItsAxes() {
    assertThat(shape.named("N", "C", "L")).isEqualTo("[N=2, C=3, L=4]");
    assertThat(shape.named("N", "C")).isEqualTo("[2, 3, 4]");
    assertThat(Shape.scalar()).hasToString("[]");
  }

  @Test
  void refusesAnAxisItDoesNotHave() {
    assertThatThrownBy(() -> shape.dim(3))
        .isInstanceOf(ShapeError.class)
        .hasMessage(
            """
            axis out of range
              shape:    [2, 3, 4]
              expected: an axis from -3 to 2
              but was:  3\
            """);
    assertThatThrownBy(() -> shape.without(-4)).isInstanceOf(ShapeError.class);
    assertThatThrownBy(() -> Shape.scalar().dim(0))
        .hasMessage(
            """
            axis out of range
              shape:    []
              expected: none, it is a single number
              but was:  0\
            """);
    assertThatThrownBy(() -> shape.insert(4, 1))
        .isInstanceOf(ShapeError.class)
        .hasMessage(
            """
            insert: no such place for an axis
              shape:    [2, 3, 4]
              expected: a place from 0 to 3
              but was:  4\
            """);
  }

  @Test
  void refusesNegativeAndTooManyElements() {
    assertThatThrownBy(() -> Shape.of(2, -1))
        .isInstanceOf(ShapeError.class)
        .hasMessage("shape: a size is negative\n  sizes: [2, -1]");
    assertThatThrownBy(() -> Shape.of(1 << 16, 1 << 15))
        .isInstanceOf(ShapeError.class)
        .hasMessage(
            """
            shape: too many elements
              sizes:    [65536, 32768]
              expected: at most 2147483647 elements\
            """);
    assertThatThrownBy(() -> Shape.of(1 << 30, 1 << 30, 1 << 30, 1 << 30))
        .isInstanceOf(ShapeError.class);
    assertThat(Shape.of(Integer.MAX_VALUE).size()).isEqualTo(Integer.MAX_VALUE);
  }
}
