package dev.fovea.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.op.Op;
import dev.fovea.core.shape.DType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No operation without a case. */
class OpCoverageTest {

  @Test
  void everyOperationIsComputedByACase() {
    Set<String> used =
        OpCases.all().stream()
            .flatMap(c -> operations(c.apply(c.values(DType.FLOAT64))))
            .collect(Collectors.toSet());

    assertThat(used).containsAll(records(Op.class).map(Class::getSimpleName).toList());
  }

  @Test
  void everyCaseHasItsOwnName() {
    assertThat(OpCases.all()).extracting(OpCase::name).doesNotHaveDuplicates();
  }

  private static Stream<String> operations(Tensor y) {
    return Trace.of(List.of(y), List.of()).graph().nodes().stream()
        .map(node -> node.op().getClass().getSimpleName());
  }

  private static Stream<Class<?>> records(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(OpCoverageTest::records)
        : Stream.of(type);
  }
}
