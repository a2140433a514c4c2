package dev.fovea.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.files.pytorch.PyTorchFile;
import dev.fovea.nn.init.Initializer;
import dev.fovea.nn.models.ResNet;
import dev.fovea.nn.network.Sequential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Leaves what {@code formats/src/test/python/load_with_torch.py} loads into PyTorch's layers. */
@Tag("slow")
class ForPyTorchTest {
  @Test
  void aResidualNetworkIsLeft() throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "for-pytorch"));
    Sequential network = ResNet.of(5, 64, Seed.of(1), 2, 2, 2, 2);
    network
        .stateDict()
        .forEach((path, parameter) -> {
          Initializer.Fan none = new Initializer.Fan(1, 1);
          Seed chance = Seed.of(1).split(path);
          if (path.endsWith("running_mean")) {
            parameter.assign(
                Initializer.uniform(-0.1, 0.1).values(parameter.shape(), none, chance));
          } else if (path.endsWith("running_var")) {
            parameter.assign(Initializer.uniform(0.5, 1.5).values(parameter.shape(), none, chance));
          }
        });
    PyTorchFile.of(network.snapshot()).write(folder.resolve("resnet18.pt"));
    Tensor input =
        Initializer.normal(1).values(Shape.of(3, 3, 64, 64), new Initializer.Fan(1, 1), Seed.of(2));
    SequencedMap<String, Tensor> example = new LinkedHashMap<>();
    example.put("input", input);
    Tensor output = network.predict(input);
    example.put("output", output);
    // Outputs that are the last bias alone would prove nothing.
    assertThat(output.slice(0, 1).minus(output.slice(1, 2)).abs().max().item()).isGreaterThan(0.01);
    PyTorchFile.of(example).write(folder.resolve("resnet18.example.pt"));

    Sequential again = ResNet.of(5, 64, Seed.of(3), 2, 2, 2, 2);
    LoadReport report = Weights.read(folder.resolve("resnet18.pt")).into(again);
    assertThat(report.loaded()).hasSize(122);
    assertThat(again.predict(input).toFloatArray())
        .isEqualTo(network.predict(input).toFloatArray());
  }
}
