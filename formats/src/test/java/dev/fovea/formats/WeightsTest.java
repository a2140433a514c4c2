package dev.fovea.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.files.FormatException;
import dev.fovea.files.NamedTensors;
import dev.fovea.nn.network.Sequential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WeightsTest {
  @TempDir Path folder;

  private static Sequential network(long seed) {
    return Sequential.input(1, 6, 6)
        .conv2d(2, 3)
        .batchNorm2d()
        .named("bn")
        .relu()
        .flatten()
        .linear(3)
        .named("fc")
        .build(Seed.of(seed));
  }

  private static SequencedMap<String, Tensor> prefixed(String prefix) {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    network(1).snapshot().forEach((name, tensor) -> tensors.put(prefix + name, tensor));
    return tensors;
  }

  private static void assertLoaded(Sequential network) {
    Map<String, Tensor> expected = network(1).snapshot();
    network
        .snapshot()
        .forEach((name, tensor) ->
            assertThat(tensor.toDoubleArray())
                .as(name)
                .isEqualTo(Objects.requireNonNull(expected.get(name)).toDoubleArray()));
  }

  @ParameterizedTest
  @EnumSource(names = {"SAFETENSORS", "PYTORCH", "NPZ"})
  void everyContainerBringsThemBack(Container container) throws IOException {
    for (String extension : container.extensions()) {
      Path file = folder.resolve("weights" + extension);
      assertThat(Container.named(file)).contains(container);
      container.write(file, NamedTensors.of(network(1).snapshot()));
      assertThat(Container.of(file)).isEqualTo(container);
      Sequential other = network(2);
      LoadReport report = Weights.read(file).into(other);
      assertThat(report).hasToString("loaded 9");
      assertThat(report.isComplete()).isTrue();
      assertLoaded(other);
    }
  }

  @Test
  void ourOwnFileBringsThemBackToo() throws IOException {
    Path file = folder.resolve("model.anything");
    ModelFile.save(file, network(1), ModelCard.empty());
    assertThat(Container.of(file)).isEqualTo(Container.FOVEA);
    Sequential other = network(2);
    Weights.read(file).into(other);
    assertLoaded(other);
  }

  @Test
  void theModelsPartOfACheckpointIsFound() throws IOException {
    for (String prefix : List.of("", "module.", "state_dict.", "state_dict.module.")) {
      SequencedMap<String, Tensor> checkpoint = prefixed(prefix);
      if (prefix.startsWith("state_dict")) {
        checkpoint.put("optimizer.state.0.step", Tensor.scalar(1));
      }
      Sequential other = network(2);
      Weights.of(checkpoint).stateDict().into(other);
      assertLoaded(other);
    }
  }

  @Test
  void namesAreChangedByRegularExpressions() throws IOException {
    SequencedMap<String, Tensor> others = new LinkedHashMap<>();
    prefixed("").forEach((name, tensor) -> others.put(name.replace("bn.", "norm_7."), tensor));
    others.put("head.bias", Tensor.zeros(1));
    Sequential other = network(2);
    Weights.of(others).rename("norm_(\\d)\\.", "bn.").without("^head\\.").into(other);
    assertLoaded(other);
    assertThatThrownBy(() -> Weights.of(others).rename("conv1|fc", "x"))
        .hasMessage("rename: two tensors would be called x.weight; one is fc.weight");
  }

  @Test
  void whateverDoesNotFitIsListedAndNothingIsChanged() {
    SequencedMap<String, Tensor> others = prefixed("");
    others.remove("conv1.bias");
    others.put("conv2.bias", Tensor.zeros(2));
    others.put("fc.weight", Tensor.zeros(4, 32));
    others.put("fc.bias", Tensor.of(new int[3], 3));
    Sequential other = network(2);
    float[] before = other.snapshot().firstEntry().getValue().toFloatArray();
    assertThatThrownBy(() -> Weights.of(others).into(other))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            """
            weights: they do not fit the network
              report: loaded 6
                        missing (1):
                          conv1.bias
                        unexpected (1):
                          conv2.bias
                        mismatched (2):
                          fc.weight: expected [3, 32] float32 but was [4, 32] float32
                          fc.bias: expected [3] float32 but was [3] int32\
            """);
    assertThat(other.snapshot().firstEntry().getValue().toFloatArray()).isEqualTo(before);
  }

  @Test
  void whatFitsIsLoadedIfOneSaysSo() throws IOException {
    SequencedMap<String, Tensor> others = prefixed("");
    others.put("fc.weight", Tensor.zeros(4, 32));
    others.remove("fc.bias");
    Sequential other = network(2);
    float[] head = other.child("fc").snapshot().firstEntry().getValue().toFloatArray();
    LoadReport report = Weights.of(others).fittingInto(other);
    assertThat(report.isComplete()).isFalse();
    assertThat(report.missing()).containsExactly("fc.bias");
    assertThat(report.mismatched())
        .extracting(LoadReport.Mismatch::path)
        .containsExactly("fc.weight");
    assertThat(other.child("fc").snapshot().firstEntry().getValue().toFloatArray()).isEqualTo(head);
    assertThat(other.child("conv1").snapshot().firstEntry().getValue().toFloatArray())
        .isEqualTo(network(1).child("conv1").snapshot().firstEntry().getValue().toFloatArray());
  }

  /** PyTorch before 0.4.1 did not count the batches. */
  @Test
  void aMissingCounterOfBatchesIsNoFault() throws IOException {
    SequencedMap<String, Tensor> others = prefixed("");
    others.remove("bn.num_batches_tracked");
    LoadReport report = Weights.of(others).into(network(2));
    assertThat(report.counters()).containsExactly("bn.num_batches_tracked");
    assertThat(report.isComplete()).isTrue();
  }

  @Test
  void doublesBecomeFloats() throws IOException {
    SequencedMap<String, Tensor> doubles = new LinkedHashMap<>();
    prefixed("")
        .forEach((name, tensor) ->
            doubles.put(name, tensor.dtype().isFloating() ? tensor.to(DType.FLOAT64) : tensor));
    Sequential other = network(2);
    Weights.of(doubles).into(other);
    assertLoaded(other);
  }

  @Test
  void anUnknownFileIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("a.pt"), "no tensors here");
    assertThatThrownBy(() -> Weights.read(file))
        .hasMessage(
            """
            container: this is no file of tensors that is known here
              file:     %s
              expected: a model file, safetensors, a file of torch.save or of NumPy
              found:    15 bytes of something else\
            """
                .formatted(file));
  }
}
