package dev.fovea.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** New values of parameters may be written over the old ones, unless somebody would notice. */
class UpdatesInPlaceTest {
  private final Param a = Param.of("a", Tensor.of(new float[] {1, 2, 3}, 3));
  private final Param b = Param.of("b", Tensor.of(new float[] {10, 20, 30}, 3));

  static List<String> backends() {
    return Backends.all();
  }

  private static List<Tensor> run(String backend, List<Tensor> results, Update... updates) {
    return Engine.of(backend, 2)
        .run(() -> Compiled.of(List.of(), results, List.of(updates)).run(List.of()));
  }

  private void assertValues(float[] newA, float[] newB) {
    assertThat(a.snapshot().toFloatArray()).containsExactly(newA);
    assertThat(b.snapshot().toFloatArray()).containsExactly(newB);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void parametersMayChangePlaces(String backend) {
    run(backend, List.of(), new Update(a, b.value().times(2)), new Update(b, a.value().times(3)));
    assertValues(new float[] {20, 40, 60}, new float[] {3, 6, 9});
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aParameterMayTakeAnothersOldValue(String backend) {
    run(backend, List.of(), new Update(a, a.value().plus(1)), new Update(b, a.value()));
    assertValues(new float[] {2, 3, 4}, new float[] {1, 2, 3});
  }

  @ParameterizedTest
  @MethodSource("backends")
  void twoParametersMayTakeOneValue(String backend) {
    Tensor sum = a.value().plus(b.value());
    run(backend, List.of(), new Update(a, sum), new Update(b, sum));
    assertValues(new float[] {11, 22, 33}, new float[] {11, 22, 33});
  }

  @ParameterizedTest
  @MethodSource("backends")
  void oldValuesMayBeAskedFor(String backend) {
    List<Tensor> results =
        run(backend, List.of(a.value(), b.value().sum()), new Update(a, a.value().times(5)));
    assertThat(results.get(0).toFloatArray()).containsExactly(1, 2, 3);
    assertThat(results.get(1).item()).isEqualTo(60);
    assertValues(new float[] {5, 10, 15}, new float[] {10, 20, 30});
  }

  @ParameterizedTest
  @MethodSource("backends")
  void oldValuesMayBeReadByWhatComesLater(String backend) {
    Tensor next = a.value().times(5);
    Tensor sum = next.sum().plus(a.value().sum());
    List<Tensor> results =
        run(
            backend,
            List.of(sum, a.value().slice(1, 3).plus(next.slice(0, 2))),
            new Update(a, next),
            new Update(b, a.value().flip(0).minus(next)));
    assertThat(results.get(0).item()).isEqualTo(36);
    assertThat(results.get(1).toFloatArray()).containsExactly(7, 13);
    assertValues(new float[] {5, 10, 15}, new float[] {-2, -8, -14});
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aWrongClassNumberLeavesAllParametersAsTheyWere(String backend) {
    Tensor classes = Tensor.of(new long[] {0, 7}, 2);
    Tensor chosen = classes.oneHot(3).sum(0);
    assertThatThrownBy(() ->
            run(
                backend,
                List.of(chosen.sum()),
                new Update(a, a.value().plus(1)),
                new Update(b, b.value().plus(chosen))))
        .hasMessageContaining("out of range");
    assertValues(new float[] {1, 2, 3}, new float[] {10, 20, 30});
  }

  @Test
  void anOrdinaryUpdateCopiesNothing() {
    Tensor next = a.value().minus(b.value().times(0.5));
    String description =
        Engine.of("vector", 1)
            .run(() -> Compiled.of(List.of(), List.of(), List.of(new Update(a, next))).describe());
    assertThat(description).contains(" 0 parameters copied");
  }
}
