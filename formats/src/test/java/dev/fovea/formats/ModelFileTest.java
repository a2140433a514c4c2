package dev.fovea.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Param;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.files.FormatException;
import dev.fovea.files.bytes.AtomicFile;
import dev.fovea.formats.architecture.Architecture;
import dev.fovea.formats.architecture.EveryLayer;
import dev.fovea.nn.Layer;
import dev.fovea.nn.layer.Linear;
import dev.fovea.nn.network.Model;
import dev.fovea.nn.network.Sequential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelFileTest {
  @TempDir Path folder;

  static List<Sequential> models() {
    return EveryLayer.models();
  }

  static Sequential cnn(long seed) {
    return Sequential.input(1, 12, 12)
        .conv2d(2, 5)
        .batchNorm2d()
        .relu()
        .maxPool2d(2)
        .flatten()
        .dropout(0.5)
        .linear(3)
        .build(Seed.of(seed));
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyLayerComesBackToTheBit(Sequential model) throws IOException {
    Path file = folder.resolve("m.fovea");
    ModelFile.save(file, model, ModelCard.empty());
    Model again = ModelFile.load(file).model();
    assertThat(again.input()).isEqualTo(model.input());
    assertThat(CheckpointFileTest.values(again)).isEqualTo(CheckpointFileTest.values(model));
    Sequential.Input input = model.input().orElseThrow();
    Tensor x = examples(input);
    assertThat(again.predict(x).toFloatArray()).containsExactly(model.predict(x).toFloatArray());
  }

  private static Tensor examples(Sequential.Input input) {
    Shape shape = input.example().insert(0, 3);
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = input.dtype().isFloating() ? (float) Math.sin(i) : i % 7;
    }
    return Tensor.of(values, shape.dims()).to(input.dtype());
  }

  @Test
  void theCardComesBack() throws IOException {
    SequencedMap<String, List<Double>> numbers = new LinkedHashMap<>();
    numbers.put("mean", List.of(0.1307, 1.0 / 3));
    numbers.put("deviation", List.of(0.3081, 1e-300));
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("accuracy", 0.9876);
    figures.put("loss", Double.NaN);
    ModelCard card =
        ModelCard.empty()
            .classes(List.of("null", "eins", "zwei ✓"))
            .preprocessing(List.of(new ModelCard.Preprocessing("normalize", numbers)))
            .provenance(
                Provenance.now()
                    .seed(-42)
                    .data("mnist", "0123456789abcdef".repeat(4))
                    .setting("loss", "cross entropy")
                    .setting("epochs", 20)
                    .metrics("test", figures));
    Path file = folder.resolve("deep/er/m.fovea");
    ModelFile.save(file, cnn(1), card);
    ModelCard read = ModelFile.load(file).card();
    assertThat(read).isEqualTo(card);
    assertThat(read.provenance().created()).isBeforeOrEqualTo(Instant.now());
    assertThat(read.provenance().backend()).isNotBlank();
    assertThat(read.provenance().settings().sequencedKeySet()).containsExactly("loss", "epochs");
  }

  @Test
  void whatIsFrozenStaysFrozen() throws IOException {
    Sequential model = cnn(1);
    model.freeze("conv1");
    Path file = folder.resolve("m.fovea");
    ModelFile.save(file, model, ModelCard.empty());
    Model again = ModelFile.load(file).model();
    assertThat(
            again.allParameters().entrySet().stream()
                .filter(parameter -> !parameter.getValue().trainable())
                .map(Map.Entry::getKey))
        .containsExactly("conv1.weight", "conv1.bias");
  }

  @Test
  void theSameModelGivesTheSameBytes() throws IOException {
    ModelCard card = ModelCard.empty();
    Path one = folder.resolve("1.fovea");
    Path two = folder.resolve("2.fovea");
    ModelFile.save(one, cnn(1), card);
    ModelFile.save(two, cnn(1), card);
    assertThat(one).hasSameBinaryContentAs(two);
  }

  @Test
  void aLayerOfTheUserIsRefusedAndNothingIsWritten() throws IOException {
    Sequential model = Sequential.of((Layer) (x, _) -> x);
    Path file = folder.resolve("m.fovea");
    assertThatThrownBy(() -> ModelFile.save(file, model, ModelCard.empty()))
        .isInstanceOf(ShapeError.class)
        .hasMessageStartingWith("network: a layer has no written form");
    assertThat(left()).isEmpty();
  }

  @Test
  void anotherElementTypeIsRefusedAtSaving() {
    Param weight = Param.of("weight", Tensor.of(new double[6], 2, 3));
    Sequential model = Sequential.of(new Linear(weight, Optional.empty()));
    assertThatThrownBy(() -> ModelFile.save(folder.resolve("m.fovea"), model, ModelCard.empty()))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            """
            model file: the model holds numbers of a type or shape that its layers do not start with
              different: 0.weight [2, 3] float64, expected [2, 3] float32\
            """);
  }

  @Test
  void aFailedWriteLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("m.fovea");
    ModelFile.save(file, cnn(1), ModelCard.empty());
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(() ->
            AtomicFile.write(
                file,
                out -> {
                  out.write(new byte[200_000]);
                  throw new IOException("No space left on device");
                }))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            """
            file: cannot be written
              file:   %s
              reason: No space left on device\
            """
                .formatted(file));
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(left()).containsExactly("m.fovea");
  }

  @Test
  void aFolderInTheWayIsNamed() throws IOException {
    Path file = Files.createDirectory(folder.resolve("m.fovea"));
    assertThatThrownBy(() -> ModelFile.save(file, cnn(1), ModelCard.empty()))
        .hasMessage(
            """
            file: cannot be written
              file:   %s
              reason: it is a folder\
            """
                .formatted(file));
  }

  @Test
  void anArchitectureReadByHandCanBeSaved() throws IOException {
    Sequential model = cnn(3);
    Sequential again = Architecture.of(model).build(Seed.of(3));
    Path file = folder.resolve("m.fovea");
    ModelFile.save(file, again, ModelCard.empty());
    assertThat(ModelFile.load(file).model().stateDict().sequencedKeySet())
        .containsExactlyElementsOf(model.stateDict().sequencedKeySet());
  }

  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }
}
