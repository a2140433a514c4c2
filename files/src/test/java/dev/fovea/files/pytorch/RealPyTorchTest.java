package dev.fovea.files.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Tensor;
import dev.fovea.files.FormatException;
import dev.fovea.files.RealData;
import dev.fovea.files.StoredTensor;
import dev.fovea.files.TensorSource;
import dev.fovea.files.json.StrictJson;
import dev.fovea.files.python.PythonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Files that PyTorch wrote. Shown as skipped where the environment names no folder of data. */
class RealPyTorchTest {
  private static final String BROKEN = "reader/broken.pt";

  /** Names, types, shapes and first values of an independent reader. */
  @TestFactory
  Stream<DynamicTest> filesOfBurnHoldWhatTheyShould() throws IOException {
    Path folder = RealData.at("models/pytorch/burn-tests");
    JsonNode contents =
        StrictJson.read(Files.readAllBytes(folder.resolve("contents.json")), "contents", 0);
    assertThat(contents.size()).isEqualTo(55);
    return contents.properties().stream()
        .filter(file -> !file.getKey().equals(BROKEN))
        .map(file ->
            DynamicTest.dynamicTest(
                file.getKey(), () -> check(folder.resolve(file.getKey()), file.getValue())));
  }

  private static void check(Path file, JsonNode expected) throws IOException {
    try (TensorSource source = PyTorchFile.open(file)) {
      Map<String, String> scalars = new LinkedHashMap<>();
      collectScalars("", PyTorchFile.read(file).root(), scalars);
      List<String> names = new ArrayList<>(source.tensors().keySet());
      names.addAll(scalars.keySet());
      assertThat(names).containsExactlyInAnyOrderElementsOf(expected.propertyNames());
      for (Map.Entry<String, JsonNode> entry : expected.properties()) {
        if (entry.getValue().has("scalar")) {
          JsonNode scalar = entry.getValue().path("scalar");
          String text =
              scalar.isBoolean() ? (scalar.asBoolean() ? "True" : "False") : scalar.asString();
          assertThat(scalars.get(entry.getKey())).as(entry.getKey()).isEqualTo(text);
        } else {
          check(entry.getKey(), source.tensor(entry.getKey()), entry.getValue());
        }
      }
    }
  }

  private static void check(String name, StoredTensor tensor, JsonNode expected)
      throws IOException {
    assertThat(tensor.type().label()).as(name).isEqualTo(expected.path("dtype").asString());
    int[] shape = expected.path("shape").valueStream().mapToInt(JsonNode::asInt).toArray();
    assertThat(tensor.shape().dims()).as(name).isEqualTo(shape);
    double[] first =
        expected.path("first").valueStream().mapToDouble(RealPyTorchTest::number).toArray();
    double[] values = tensor.read().toDoubleArray();
    assertThat(Arrays.copyOf(values, first.length)).as(name).isEqualTo(first);
  }

  private static double number(JsonNode node) {
    if (node.isBoolean()) {
      return node.asBoolean() ? 1 : 0;
    }
    return switch (node.asString()) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> node.asDouble();
    };
  }

  private static void collectScalars(String name, PythonValue value, Map<String, String> into) {
    switch (value) {
      case PythonValue.Scalar scalar -> into.put(name, scalar.toString());
      case PythonValue.Dictionary dictionary ->
          dictionary
              .entries()
              .forEach((key, inner) -> collectScalars(join(name, key.toString()), inner, into));
      case PythonValue.Sequence list -> {
        for (int i = 0; i < list.items().size(); i++) {
          collectScalars(join(name, Integer.toString(i)), list.items().get(i), into);
        }
      }
      case PythonValue.Bytes _, PythonValue.Special _ -> {}
    }
  }

  private static String join(String outer, String inner) {
    return outer.isEmpty() ? inner : outer + "." + inner;
  }

  @Test
  void whatIsBrokenOnPurposeIsRefused() {
    Path file = RealData.at("models/pytorch/burn-tests/" + BROKEN);
    assertThatThrownBy(() -> PyTorchFile.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(file.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "resnet20-12fca82f.th, state_dict.module., 271098",
    "resnet32-d509ac18.th, state_dict.module., 466426",
    "cifar_net.pth, '', 62006",
    "burn_mnist.pt, '', 376938",
    "pcelis_mnist_cnn.pth, '', 108330",
  })
  void modelsHaveAsManyValuesAsTheirAuthorsSay(String name, String prefix, long values)
      throws IOException {
    Map<String, Tensor> tensors = PyTorchFile.read(RealData.at("models/pytorch/" + name)).tensors();
    assertThat(tensors.keySet()).allMatch(key -> key.startsWith(prefix));
    long found =
        tensors.entrySet().stream()
            .filter(tensor -> !tensor.getKey().endsWith("num_batches_tracked"))
            .mapToLong(tensor -> tensor.getValue().shape().size())
            .sum();
    assertThat(found).isEqualTo(values);
  }

  @Test
  void aCheckpointTellsWhatStandsBesideTheTensors() throws IOException {
    try (TensorSource source =
        PyTorchFile.open(RealData.at("models/pytorch/resnet20-12fca82f.th"))) {
      assertThat(source.contents().metadata().get("best_prec1")).isEqualTo("91.78000183105469");
      assertThat(Objects.requireNonNull(source.tensors().firstEntry()).getKey())
          .isEqualTo("state_dict.module.conv1.weight");
    }
  }
}
