package dev.fovea.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.files.safetensors.SafetensorsFile;
import dev.fovea.nn.network.Sequential;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that others made. Shown as skipped where the environment names no folder of data. */
class RealSafetensorsTest {
  @TempDir Path folder;

  private static Path data(String name) {
    String data = System.getenv("FOVEA_DATA");
    assumeTrue(data != null, "FOVEA_DATA is not set: no real safetensors here");
    Path file = Path.of(Objects.requireNonNull(data), "models", "safetensors", name);
    assumeTrue(Files.exists(file), "FOVEA_DATA has no file " + file);
    return file;
  }

  @Test
  void aModelOfBurnIsRead() throws IOException {
    SafetensorsFile read = SafetensorsFile.read(data("burn_mnist.safetensors"));
    assertThat(read.tensors()).hasSize(20);
    assertThat(read.tensors().values())
        .extracting(Tensor::dtype)
        .containsOnly(DType.FLOAT32, DType.INT64);
    Path copy = folder.resolve("copy.safetensors");
    read.write(copy);
    SafetensorsFile again = SafetensorsFile.read(copy);
    assertThat(again.tensors().sequencedKeySet())
        .containsExactlyElementsOf(read.tensors().sequencedKeySet());
    read.tensors()
        .forEach((name, tensor) ->
            assertThat(bytes(Objects.requireNonNull(again.tensors().get(name))))
                .isEqualTo(bytes(tensor)));
  }

  private static byte[] bytes(Tensor tensor) {
    return tensor.storage().segment().toArray(ValueLayout.JAVA_BYTE);
  }

  @Test
  void layersOfBurnFitOurs() throws IOException {
    SafetensorsFile read = SafetensorsFile.read(data("burn_multi_layer.safetensors"));
    assertThat(read.tensors().keySet()).contains("conv1.weight", "norm1.running_mean", "fc1.bias");
  }

  @Test
  void aSmallNetworkOfPyTorchIsLoadedByItsNames() throws IOException {
    SafetensorsFile read = SafetensorsFile.read(data("jqcnn_mnist_cnn.safetensors"));
    Sequential model =
        Sequential.input(1, 28, 28)
            .maxPool2d(2)
            .conv2d(10, 3, c -> c.padding(1))
            .named("conv1")
            .relu()
            .maxPool2d(2)
            .flatten()
            .linear(10)
            .named("fc1")
            .build(Seed.of(1));
    assertThat(read.tensors().keySet()).isEqualTo(model.stateDict().keySet());
    model.load(read.tensors());
    assertThat(model.predict(Tensor.zeros(2, 1, 28, 28)).shape()).isEqualTo(Shape.of(2, 10));
  }
}
