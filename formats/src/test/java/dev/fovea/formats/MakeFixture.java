package dev.fovea.formats;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.files.safetensors.SafetensorsFile;
import dev.fovea.nn.network.Sequential;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * Makes the fixture of a version of the model file: a model, and its outputs for fixed inputs. Run
 * it once for a new version of the format, with a folder as its argument; the files of a version
 * that was released are never made again.
 */
final class MakeFixture {
  static final String MODEL = "mnist-cnn-v1.fovea";
  static final String OUTPUTS = "mnist-cnn-v1.outputs.safetensors";

  private MakeFixture() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Sequential model =
        Sequential.input(1, 28, 28)
            .conv2d(8, 5)
            .relu()
            .maxPool2d(2)
            .conv2d(16, 5)
            .relu()
            .maxPool2d(2)
            .flatten()
            .dropout(0.5)
            .linear(10)
            .build(Seed.of(42));
    model.freeze("conv1");
    ModelFile.save(folder.resolve(MODEL), model, card());
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("input", inputs());
    tensors.put("output", model.predict(inputs()));
    SafetensorsFile.of(tensors).write(folder.resolve(OUTPUTS));
  }

  /** Two images of slanted waves. */
  static Tensor inputs() {
    float[] pixels = new float[2 * 28 * 28];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (i * 37 % 256) / 255f;
    }
    return Tensor.of(pixels, 2, 1, 28, 28);
  }

  static ModelCard card() {
    SequencedMap<String, List<Double>> scale = new LinkedHashMap<>();
    scale.put("factor", List.of(1.0 / 255));
    Provenance provenance =
        new Provenance(
                OptionalLong.empty(),
                Optional.empty(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                "0.1.0",
                "25",
                "scalar",
                Instant.parse("2026-01-01T00:00:00Z"))
            .seed(42)
            .data("none: first weights", "0".repeat(64))
            .setting("loss", "cross entropy")
            .metrics("test", Map.of("accuracy", 0.1));
    return new ModelCard(
        IntStream.range(0, 10).mapToObj(Integer::toString).toList(),
        List.of(new ModelCard.Preprocessing("scale", scale)),
        provenance);
  }
}
