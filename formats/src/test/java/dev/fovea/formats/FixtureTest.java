package dev.fovea.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.Tensor;
import dev.fovea.files.safetensors.SafetensorsFile;
import dev.fovea.formats.architecture.Architecture;
import dev.fovea.nn.network.Model;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of every released version of the format, which must load for ever. */
class FixtureTest {
  @TempDir Path folder;

  @Test
  void versionOneIsRead() throws IOException {
    SavedModel saved = ModelFile.load(fixture(MakeFixture.MODEL));
    Model model = saved.model();
    assertThat(saved.card()).isEqualTo(MakeFixture.card());
    assertThat(model.allParameters().values().stream().mapToInt(p -> p.shape().size()).sum())
        .isEqualTo(5994);
    assertThat(Objects.requireNonNull(model.allParameters().get("conv1.bias")).trainable())
        .isFalse();
    assertThat(Objects.requireNonNull(model.allParameters().get("conv2.bias")).trainable())
        .isTrue();
    assertThat(Architecture.describe(model).path("layers").get(7).toString())
        .isEqualTo("{\"dropout\":{\"name\":\"dropout1\",\"rate\":0.5}}");

    SafetensorsFile outputs = SafetensorsFile.read(fixture(MakeFixture.OUTPUTS));
    Tensor input = Objects.requireNonNull(outputs.tensors().get("input"));
    float[] expected = Objects.requireNonNull(outputs.tensors().get("output")).toFloatArray();
    assertThat(input.toFloatArray()).containsExactly(MakeFixture.inputs().toFloatArray());
    float[] found = model.predict(input).toFloatArray();
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(1e-5f));
    }
  }

  private Path fixture(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in =
        Objects.requireNonNull(FixtureTest.class.getResourceAsStream("/fixtures/" + name), name)) {
      Files.copy(in, file);
    }
    return file;
  }
}
