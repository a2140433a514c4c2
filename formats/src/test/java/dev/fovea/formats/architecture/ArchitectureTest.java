package dev.fovea.formats.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Param;
import dev.fovea.core.Seed;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.Layer;
import dev.fovea.nn.activation.ActivationLayer;
import dev.fovea.nn.layer.BasicLayer;
import dev.fovea.nn.models.ModelBlock;
import dev.fovea.nn.network.GraphNetwork;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.norm.NormLayer;
import dev.fovea.nn.pool.PoolLayer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ArchitectureTest {

  static List<Sequential> models() {
    return EveryLayer.models();
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyLayerComesBackAsItWas(Sequential model) {
    Architecture written = Architecture.of(model);
    Architecture read = Architecture.parse(json(written.toJson().toString()));
    Sequential again = read.build(Seed.of(1));

    assertThat(Architecture.describe(again)).isEqualTo(written.toJson());
    again.load(model.snapshot());
    assertThat(values(again)).isEqualTo(values(model));
    assertThat(optionsOf(again)).isEqualTo(optionsOf(model));
  }

  @ParameterizedTest
  @MethodSource("models")
  void stateIsKnownBeforeTheModelIsMade(Sequential model) {
    SequencedMap<String, TensorSpec> expected = new LinkedHashMap<>();
    model
        .stateDict()
        .forEach((path, parameter) ->
            expected.put(path, new TensorSpec(parameter.dtype(), parameter.shape())));
    assertThat(Architecture.of(model).state().sequencedEntrySet().stream().map(Object::toString))
        .containsExactlyElementsOf(
            expected.sequencedEntrySet().stream().map(Object::toString).toList());
  }

  @ParameterizedTest
  @MethodSource("models")
  void sizesAreKnownWithoutAnInput(Sequential model) {
    Sequential bare = new Sequential(model.layers(), java.util.Optional.empty());
    Sequential again = Architecture.of(bare).build(Seed.of(1));
    assertThat(again.input()).isEmpty();
    again.load(bare.snapshot());
    assertThat(optionsOf(again)).isEqualTo(optionsOf(bare));
  }

  /** The public records of nn that are layers, found in its classes; none may be forgotten. */
  @Test
  void everyPublicLayerHasAType() throws Exception {
    Set<String> expected = new TreeSet<>();
    for (String name : classNames()) {
      Class<?> type = Class.forName("dev.fovea.nn." + name);
      if (Layer.class.isAssignableFrom(type)
          && type.isRecord()
          && java.lang.reflect.Modifier.isPublic(type.getModifiers())) {
        expected.add(type.getSimpleName().toLowerCase(java.util.Locale.ROOT));
      }
    }
    expected.add("onnxoperator");
    assertThat(expected).hasSizeGreaterThan(30);
    assertThat(new TreeSet<>(Architecture.types())).isEqualTo(expected);

    Set<String> tested = new TreeSet<>();
    EveryLayer.models()
        .forEach(model ->
            model
                .layers()
                .values()
                .forEach(layer ->
                    tested.add(
                        layer.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT))));
    assertThat(tested).isEqualTo(expected);
  }

  private static List<String> classNames() throws Exception {
    URI place = Layer.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    Path folderOrJar = Path.of(place);
    if (Files.isDirectory(folderOrJar)) {
      return classNames(folderOrJar.resolve("dev/fovea/nn"));
    }
    try (FileSystem jar = FileSystems.newFileSystem(folderOrJar)) {
      return classNames(jar.getPath("dev/fovea/nn"));
    }
  }

  private static List<String> classNames(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> folder.relativize(file).toString().replace('/', '.'))
          .filter(name -> name.endsWith(".class") && !name.contains("$") && !name.contains("-"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .toList();
    }
  }

  /** Else an exporter's switch would not ask for it, and the layer would be refused at run time. */
  @Test
  void everyPublicLayerIsOfASealedKind() throws Exception {
    Set<String> ofAKind = new TreeSet<>();
    for (Class<?> kind :
        List.of(
            ActivationLayer.class,
            NormLayer.class,
            PoolLayer.class,
            BasicLayer.class,
            ModelBlock.class)) {
      for (Class<?> layer : kind.getPermittedSubclasses()) {
        ofAKind.add(layer.getName());
      }
    }
    ofAKind.add(Sequential.class.getName());
    ofAKind.add(GraphNetwork.class.getName());
    Set<String> all = new TreeSet<>();
    for (String name : classNames()) {
      Class<?> type = Class.forName("dev.fovea.nn." + name);
      if (Layer.class.isAssignableFrom(type)
          && type.isRecord()
          && java.lang.reflect.Modifier.isPublic(type.getModifiers())) {
        all.add(type.getName());
      }
    }
    assertThat(all).isEqualTo(ofAKind);
  }

  @Test
  void shortFormsStandForTheSameNetworkAsJava() {
    Architecture read =
        Architecture.parse(
            json(
                """
                {"input": [1, 28, 28], "layers": [
                  {"conv2d": {"out": 8, "kernel": 5, "name": "first"}}, "relu", {"maxpool2d": 2},
                  {"conv2d": {"out": 16, "kernel": 5}}, "relu", {"maxpool2d": 2},
                  "flatten", {"dropout": 0.5}, {"linear": 10}]}\
                """));
    Sequential java =
        Sequential.input(1, 28, 28)
            .conv2d(8, 5)
            .named("first")
            .relu()
            .maxPool2d(2)
            .conv2d(16, 5)
            .relu()
            .maxPool2d(2)
            .flatten()
            .dropout(0.5)
            .linear(10)
            .build(Seed.of(42));
    Sequential built = read.build(Seed.of(42));
    assertThat(built.layers().sequencedKeySet())
        .containsExactlyElementsOf(java.layers().sequencedKeySet());
    assertThat(values(built)).isEqualTo(values(java));
    assertThat(Architecture.describe(built)).isEqualTo(Architecture.describe(java));
  }

  @Test
  void branchesGetTheWeightsOfJava() {
    Architecture read =
        Architecture.parse(
            json(
                """
                {"input": [3, 6, 6], "layers": [
                  {"residual": {
                    "body": [{"conv2d": {"out": 4, "kernel": 3, "padding": 1}}, "relu"],
                    "shortcut": [{"conv2d": {"out": 4, "kernel": 1}}]}}]}\
                """));
    Sequential java =
        Sequential.input(3, 6, 6)
            .residual(b -> b.conv2d(4, 3, c -> c.padding(1)).relu(), s -> s.conv2d(4, 1))
            .build(Seed.of(5));
    assertThat(values(read.build(Seed.of(5)))).isEqualTo(values(java));
  }

  @Test
  void anUnknownOptionNamesTheNearest() {
    refused(
        "{\"layers\": [\"relu\", {\"conv2d\": {\"out\": 8, \"kernal\": 5}}]}",
        """
        network: unknown option
          at:      layers[1].conv2d
          found:   kernal
          nearest: kernel
          known:   in, out, kernel, stride, padding, dilation, groups, bias, weights, name\
        """);
  }

  @Test
  void anUnknownTypeNamesTheNearest() {
    assertThatThrownBy(() -> Architecture.parse(json("{\"layers\": [\"max_pool_2d\"]}"), "network"))
        .isInstanceOf(ShapeError.class)
        .hasMessageStartingWith(
            """
            network: unknown type of layer
              at:      network.layers[0]
              found:   max_pool_2d
              nearest: maxpool2d
              known:   conv1d, conv2d,\
            """);
  }

  @Test
  void aWordLikeNoOtherNamesNone() {
    refused(
        "{\"layers\": [{\"dropout\": {\"zzzzzzzz\": 5}}]}",
        """
        network: unknown option
          at:    layers[0].dropout
          found: zzzzzzzz
          known: rate, name\
        """);
  }

  @Test
  void aMissingOptionIsNamed() {
    refused(
        "{\"layers\": [{\"conv2d\": {\"out\": 8}}]}",
        """
        network: an option is missing
          at:       layers[0].conv2d
          option:   kernel
          expected: a whole number of at least 1\
        """);
  }

  @Test
  void aValueOutOfRangeIsNamed() {
    refused(
        "{\"layers\": [{\"residual\": [{\"dropout\": 1.5}]}]}",
        """
        network: an option has no use
          at:       layers[0].residual.body[0].dropout
          option:   rate
          expected: a number from 0 to below 1
          but was:  1.5\
        """);
  }

  @Test
  void aNameIsNotTakenTwice() {
    refused(
        "{\"layers\": [{\"relu\": {\"name\": \"a\"}}, {\"tanh\": {\"name\": \"a\"}}]}",
        """
        network: a layer cannot have this name
          at:       layers[1]
          expected: a word without dots that no layer before it has
          but was:  a\
        """);
  }

  @Test
  void declaredSizesAreHeldAgainstTheInput() {
    Architecture wrong =
        Architecture.parse(
            json("{\"input\": [6], \"layers\": [{\"linear\": {\"in\": 5, \"out\": 2}}]}"));
    assertThatThrownBy(() -> wrong.build(Seed.of(1)))
        .isInstanceOf(ShapeError.class)
        .hasMessage(
            """
            linear: the input has other sizes than the layer declares
              at:       linear1
              input:    [6] (one example)
              expected: in = 5
              but was:  in = 6\
            """);
  }

  @Test
  void aLayerOfTheUserHasNoWrittenForm() {
    Sequential model = Sequential.of((Layer) (x, _) -> x);
    assertThatThrownBy(() -> Architecture.of(model))
        .isInstanceOf(ShapeError.class)
        .hasMessageStartingWith("network: a layer has no written form\n  at:    layers.0\n");
  }

  private static void refused(String text, String message) {
    assertThatThrownBy(() -> Architecture.parse(json(text)))
        .isInstanceOf(ShapeError.class)
        .hasMessage(message);
  }

  static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  private static Map<String, List<Double>> values(Layer model) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    for (Map.Entry<String, Param> entry : model.stateDict().entrySet()) {
      List<Double> numbers = new ArrayList<>();
      for (double number : entry.getValue().snapshot().toDoubleArray()) {
        numbers.add(number);
      }
      values.put(entry.getKey(), numbers);
    }
    return values;
  }

  /** What a layer's text says without the identity of its parameters. */
  private static List<String> optionsOf(Layer model) {
    List<String> all = new ArrayList<>();
    for (Layer leaf : model.leaves()) {
      all.add(leaf.toString());
    }
    return all;
  }
}
