package dev.fovea.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.shape.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every backend against the specification: values, gradients and second gradients in single
 * precision, and the same bits whatever the number of threads.
 */
@Tag("slow")
class BackendAgreementTest {

  @Test
  void thereIsABackendToHoldAgainstTheSpecification() {
    assertThat(Backends.others()).isNotEmpty();
  }

  /** The tolerance is one that single precision itself keeps. */
  @TestFactory
  Stream<DynamicTest> scalarInSinglePrecisionIsNearDoublePrecision() {
    Engine scalar = Engine.of("scalar", 1);
    return OpCases.all().stream()
        .map(c ->
            DynamicTest.dynamicTest(
                c.name(),
                () ->
                    compare(
                        c, results(c, scalar, DType.FLOAT32), results(c, scalar, DType.FLOAT64))));
  }

  @TestFactory
  Stream<DynamicContainer> otherBackendsAgreeWithScalar() {
    Engine scalar = Engine.of("scalar", 1);
    return Backends.others().stream()
        .map(backend ->
            DynamicContainer.dynamicContainer(
                backend,
                OpCases.all().stream()
                    .map(c ->
                        DynamicTest.dynamicTest(
                            c.name(),
                            () ->
                                compare(
                                    c,
                                    results(c, Engine.of(backend, 1), DType.FLOAT32),
                                    results(c, scalar, DType.FLOAT32))))));
  }

  @TestFactory
  Stream<DynamicContainer> threadsDoNotChangeABit() {
    return Backends.all().stream()
        .map(backend ->
            DynamicContainer.dynamicContainer(
                backend,
                OpCases.all().stream()
                    .map(c -> DynamicTest.dynamicTest(c.name(), () -> threads(c, backend)))));
  }

  private static void threads(OpCase c, String backend) {
    List<Tensor> expected = results(c, Engine.of(backend, 1), DType.FLOAT32);
    for (int threads = 2; threads <= 3; threads++) {
      List<Tensor> found = results(c, Engine.of(backend, threads), DType.FLOAT32);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(found.get(i).toDoubleArray())
            .as("%s with %d threads", what(c, i), threads)
            .isEqualTo(expected.get(i).toDoubleArray());
      }
    }
  }

  /** The value, then the gradients, then their gradients. */
  private static List<Tensor> results(OpCase c, Engine engine, DType floating) {
    return engine.run(() -> {
      List<Tensor> inputs = c.values(floating);
      Tensor y = c.apply(inputs);
      List<Tensor> results = new ArrayList<>(List.of(y));
      if (y.dtype().isFloating() && !c.floating().isEmpty()) {
        List<Tensor> targets = c.floating().stream().map(inputs::get).toList();
        List<Tensor> gradients = Gradients.of(c.loss(y), targets);
        results.addAll(gradients);
        Tensor gradientLoss = c.gradientLoss(gradients);
        results.addAll(Gradients.of(gradientLoss, targets));
      }
      Tensor.evaluate(results.toArray(Tensor[]::new));
      return results;
    });
  }

  private static void compare(OpCase c, List<Tensor> found, List<Tensor> expected) {
    int size = c.inputs().stream().mapToInt(input -> input.shape().size()).max().orElseThrow();
    for (int i = 0; i < expected.size(); i++) {
      assertThat(found.get(i).dtype().isFloating()).isEqualTo(expected.get(i).dtype().isFloating());
      double largest = 1;
      for (double value : expected.get(i).toDoubleArray()) {
        largest = Math.max(largest, Math.abs(value));
      }
      double absolute = found.get(i).dtype().isFloating() ? 1e-6 * largest * Math.sqrt(size) : 0;
      Closeness.of(1e-5, absolute).check(what(c, i), found.get(i), expected.get(i));
    }
  }

  private static String what(OpCase c, int result) {
    int targets = c.floating().size();
    if (result == 0) {
      return c + ": value";
    }
    return result <= targets
        ? c + ": gradient of input " + c.floating().get(result - 1)
        : c + ": second gradient of input " + c.floating().get(result - 1 - targets);
  }
}
