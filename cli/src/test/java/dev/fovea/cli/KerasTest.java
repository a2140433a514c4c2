package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fovea.core.Seed;
import dev.fovea.formats.ModelCard;
import dev.fovea.formats.ModelFile;
import dev.fovea.formats.keras.KerasFile;
import dev.fovea.nn.network.Sequential;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on files of Keras. */
class KerasTest {
  @TempDir Path folder;
  private final Sequential model =
      Sequential.input(1, 6, 6).conv2d(2, 3).relu().flatten().linear(3).softmax().build(Seed.of(1));

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void modelsGoThereAndBack() throws IOException {
    ModelFile.save(Path.of(at("a.fovea")), model, ModelCard.empty());
    String before = at("a.fovea");
    for (String next : List.of("b.h5", "c.keras", "d.fovea", "e.keras", "f.safetensors")) {
      Captured said = Captured.run("convert", before, at(next));
      assertThat(said.err()).isEmpty();
      assertThat(said.out())
          .isEqualTo(
              at(next) + (next.endsWith("fovea") ? ": 5 layers, 4 tensors\n" : ": 4 tensors\n"));
      before = at(next);
    }
    assertThat(ModelFile.load(Path.of(at("d.fovea"))).model().snapshot().keySet())
        .containsExactly("conv1.weight", "conv1.bias", "linear1.weight", "linear1.bias");
  }

  @Test
  void theSummaryNamesKerasLayers() throws IOException {
    KerasFile.write(Path.of(at("a.h5")), model);
    Captured said = Captured.run("summary", at("a.h5"));
    assertThat(said.err()).isEmpty();
    assertThat(said.out()).contains("conv1 (Conv2d)", "[N, 2, 4, 4]", "softmax1 (Softmax)");
  }

  @Test
  void imagesAreToldApartAsTheyAreOrPrepared() throws IOException {
    KerasFile.write(Path.of(at("a.keras")), model);
    BufferedImage image = new BufferedImage(6, 6, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 6; i++) {
      image.getRaster().setSample(i, 2, 0, 40 * i);
    }
    ImageIO.write(image, "png", Path.of(at("image.png")).toFile());
    Captured plain = Captured.run("predict", at("a.keras"), at("image.png"));
    assertThat(plain.err())
        .isEqualTo(
            "warning: inputs are not scaled; --scale, --mean and --deviation prepare them\n");
    assertThat(plain.exitCode()).isZero();
    Captured scaled = Captured.run("predict", at("a.keras"), at("image.png"), "--scale", "1/255");
    assertThat(scaled.err()).isEmpty();
    assertThat(scaled.out()).startsWith(at("image.png")).isNotEqualTo(plain.out());
  }

  @Test
  void whatIsNoModelIsRefused() throws IOException {
    Files.write(Path.of(at("no.h5")), new byte[] {(byte) 0x89, 'H', 'D', 'F', 13, 10, 26, 10});
    Captured said = Captured.run("summary", at("no.h5"));
    assertThat(said.exitCode()).isNotZero();
    assertThat(said.err()).contains("keras: the HDF5 file is damaged").contains(at("no.h5"));
  }

  /** The accuracy that its authors' notebook reaches, from the shell. */
  @Test
  void fashionIsJudged() {
    String data = System.getenv("FOVEA_DATA");
    assumeTrue(data != null, "FOVEA_DATA is not set: no real files here");
    Path root = Path.of(Objects.requireNonNull(data));
    Captured said =
        Captured.run(
            "evaluate",
            root.resolve("models/keras/mlgeo_fashion_mlp.h5").toString(),
            "--data",
            root.resolve("fashion-mnist").toString(),
            "--scale",
            "1/255");
    assertThat(said.err()).isEmpty();
    assertThat(said.out()).contains("test accuracy  89.16 %");
  }
}
