package dev.fovea.nn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.Engine;
import dev.fovea.core.Gradients;
import dev.fovea.core.Param;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.golden.Array;
import dev.fovea.core.golden.MnistCnn;
import dev.fovea.nn.golden.NnGoldens;
import dev.fovea.nn.loss.Loss;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.optim.Adam;
import dev.fovea.nn.optim.Optimizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole digit network from PyTorch's weights on PyTorch's batches, on every backend. */
class MnistCnnGoldenTest {
  private static final double TOLERANCE = 1e-4;
  private final MnistCnn golden = NnGoldens.open().mnistCnn();

  /** Every backend that can run here. */
  static Stream<Engine> engines() {
    Engine best = Engine.best();
    return best.backend().equals("scalar")
        ? Stream.of(best)
        : Stream.of(Engine.of("scalar", 1), best);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void logitsAndEveryGradientArePyTorchs(Engine engine) {
    engine.run(() -> {
      Sequential cnn = network();
      Tensor logits = cnn.forward(images(0), Pass.evaluation());
      Tensor loss = Loss.crossEntropy().mean(logits, targets(0));
      SequencedMap<String, Param> parameters = cnn.allParameters();
      List<Tensor> gradients =
          Gradients.of(loss, parameters.values().stream().map(Param::value).toList());
      close("logits", golden.float64().firstLogits(), logits);
      List<String> paths = List.copyOf(parameters.keySet());
      for (int i = 0; i < paths.size(); i++) {
        String path = paths.get(i);
        close(path, known(golden.float64().firstGradients(), path), gradients.get(i));
      }
      return null;
    });
  }

  @ParameterizedTest
  @MethodSource("engines")
  void tenAdamStepsArePyTorchs(Engine engine) {
    engine.run(() -> {
      Sequential cnn = network();
      Optimizer optimizer = Adam.of(1e-3).over(cnn);
      List<Double> losses = new ArrayList<>();
      for (int batch = 0; batch < MnistCnn.BATCHES; batch++) {
        Pass pass = Pass.training(Seed.of(1), batch);
        Tensor loss = Loss.crossEntropy().mean(cnn.forward(images(batch), pass), targets(batch));
        optimizer.step(loss, pass);
        losses.add(loss.item());
        if (batch == 0) {
          state(golden.float64().after1(), cnn);
        }
      }
      for (int batch = 0; batch < MnistCnn.BATCHES; batch++) {
        double expected = golden.float64().losses()[batch];
        assertThat(losses.get(batch)).isCloseTo(expected, within(TOLERANCE * expected));
      }
      state(golden.float64().after10(), cnn);
      return null;
    });
  }

  private Sequential network() {
    Sequential cnn =
        Sequential.input(1, 28, 28)
            .conv2d(8, 5)
            .relu()
            .maxPool2d(2)
            .conv2d(16, 5)
            .relu()
            .maxPool2d(2)
            .flatten()
            .linear(10)
            .named("linear")
            .build(Seed.of(1));
    Map<String, Tensor> values = new LinkedHashMap<>();
    cnn.stateDict()
        .keySet()
        .forEach(path -> {
          Array initial = known(golden.initial(), path);
          values.put(path, Tensor.of(initial.floats(), initial.shape()));
        });
    cnn.load(values);
    return cnn;
  }

  private static Array known(Map<String, Array> arrays, String path) {
    return requireNonNull(arrays.get(path), () -> path + " not in " + arrays.keySet());
  }

  private static void state(Map<String, Array> expected, Layer cnn) {
    cnn.snapshot().forEach((path, value) -> close(path, known(expected, path), value));
  }

  /** Single small numbers differ by rounding alone: see the README beside the goldens. */
  private static void close(String what, Array expected, Tensor actual) {
    double largest = 0;
    for (double value : expected.data()) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(actual.toDoubleArray())
        .as(what)
        .containsExactly(expected.data(), within(TOLERANCE * largest));
  }

  private static Tensor images(int batch) {
    return Tensor.of(MnistCnn.images(batch), MnistCnn.BATCH_SIZE, 1, 28, 28);
  }

  private static Tensor targets(int batch) {
    return Tensor.of(MnistCnn.targets(batch), MnistCnn.BATCH_SIZE);
  }
}
