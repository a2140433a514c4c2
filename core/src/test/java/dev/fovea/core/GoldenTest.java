package dev.fovea.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.golden.Array;
import dev.fovea.core.golden.Case;
import dev.fovea.core.golden.Goldens;
import dev.fovea.core.shape.DType;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every op against PyTorch: values, gradients and second gradients. In double precision on the
 * scalar backend, to the digits that the files hold; in single precision on every backend.
 */
class GoldenTest {

  @TestFactory
  Stream<DynamicContainer> scalarInDoublePrecision() {
    Engine scalar = Engine.of("scalar", 1);
    return everyCase(c -> scalar.run(() -> check(c, DType.FLOAT64, digits(c), 1e-9)));
  }

  @TestFactory
  Stream<DynamicContainer> everyBackendInSinglePrecision() {
    return Backends.all().stream()
        .map(backend ->
            DynamicContainer.dynamicContainer(
                backend,
                everyCase(
                    c -> Engine.of(backend, 2).run(() -> check(c, DType.FLOAT32, 1e-5, 2e-6)))));
  }

  /** The files hold nine digits; PyTorch has 1/6 in single precision in this one gradient. */
  private static double digits(Case c) {
    return c.op().equals("hardsigmoid") ? 5e-8 : 1e-8;
  }

  private interface Check {
    void run(Case c);
  }

  private static Stream<DynamicContainer> everyCase(Check check) {
    Goldens goldens = Goldens.ofCore();
    return families().stream()
        .map(family ->
            DynamicContainer.dynamicContainer(
                family,
                goldens.cases(family).stream()
                    .map(c -> DynamicTest.dynamicTest(c.name(), () -> check.run(c)))));
  }

  /** The golden files that lie beside their README, without their endings. */
  private static List<String> families() {
    URL readme = Objects.requireNonNull(GoldenTest.class.getResource("/goldens/README.md"));
    String ending = ".json.gz";
    try (Stream<Path> files =
        Files.list(Objects.requireNonNull(Path.of(readme.toURI()).getParent()))) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(ending))
              .map(name -> name.substring(0, name.length() - ending.length()))
              .sorted()
              .toList();
      assertThat(names).isNotEmpty();
      return names;
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("cannot list the golden files", e);
    }
  }

  private static boolean check(Case c, DType dtype, double relative, double absolute) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    c.inputs().forEach((name, array) -> inputs.put(name, tensor(array, dtype)));
    Tensor y = GoldenOps.compute(c, inputs);
    Map<String, Array> expected = new LinkedHashMap<>(Map.of("output", c.output()));
    Map<String, Tensor> found = new LinkedHashMap<>(Map.of("output", y));
    c.extraOutputs().forEach((name, array) -> expected.put("output " + name, array));
    GoldenOps.extras(c, inputs).forEach((name, tensor) -> found.put("output " + name, tensor));
    if (c.gradOut().isPresent()) {
      List<Tensor> targets = targets(c.gradients(), inputs);
      Tensor loss = y.times(tensor(c.gradOut().get(), dtype)).sum();
      List<Tensor> gradients = Gradients.of(loss, targets);
      put("gradient of ", c.gradients(), gradients, expected, found);
      if (c.v().isPresent()) {
        Tensor again = gradients.getFirst().times(tensor(c.v().get(), dtype)).sum();
        List<Tensor> seconds = Gradients.of(again, targets(c.secondGradients(), inputs));
        put("second gradient of ", c.secondGradients(), seconds, expected, found);
      }
    }
    assertThat(found).containsOnlyKeys(expected.keySet());
    Tensor.evaluate(found.values().toArray(Tensor[]::new));
    double magnitude =
        Stream.concat(c.inputs().values().stream(), expected.values().stream())
            .mapToDouble(GoldenTest::largest)
            .reduce(1, Math::max);
    expected.forEach((name, array) ->
        Closeness.of(relative, absolute * magnitude)
            .check(c.name() + ": " + name, Objects.requireNonNull(found.get(name)), array));
    return true;
  }

  private static List<Tensor> targets(Map<String, Array> named, Map<String, Tensor> inputs) {
    return named.keySet().stream().map(name -> Objects.requireNonNull(inputs.get(name))).toList();
  }

  private static void put(
      String kind,
      Map<String, Array> arrays,
      List<Tensor> tensors,
      Map<String, Array> expected,
      Map<String, Tensor> found) {
    List<String> names = new ArrayList<>(arrays.keySet());
    for (int i = 0; i < names.size(); i++) {
      expected.put(kind + names.get(i), Objects.requireNonNull(arrays.get(names.get(i))));
      found.put(kind + names.get(i), tensors.get(i));
    }
  }

  private static double largest(Array array) {
    double largest = 0;
    for (double value : array.data()) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static Tensor tensor(Array array, DType floating) {
    Tensor values = Tensor.of(array.data(), array.shape());
    return values.to(
        switch (array.dtype()) {
          case "float" -> floating;
          case "int64" -> DType.INT64;
          case "bool" -> DType.BOOL;
          default -> throw new IllegalArgumentException("no such type: " + array.dtype());
        });
  }
}
