package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.data.synthetic.SyntheticDigits;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that compares instead of learning, and what can be asked of it afterward. */
class NeighborTest {
  private static final String CONFIG =
      """
      name: neighbors
      data:
        format: synthetic-digits
        train: 1500
        test: 200
        seed: 3
        scale: 1/255
        validation: 0.1
      classifier:
        nearest-neighbor: {k: 3, distance: l1}
      """;

  @TempDir static Path folder;
  private static Path run = Path.of("");
  private static Captured compared = new Captured(-1, "", "");

  @BeforeAll
  static void compare() throws IOException {
    Path config = folder.resolve("neighbors.yaml");
    Files.writeString(config, CONFIG);
    run = folder.resolve("run");
    compared = Captured.run("train", config.toString(), "--out", run.toString());
  }

  @Test
  void comparesAtOnce() {
    assertThat(compared.err()).isEmpty();
    assertThat(compared.exitCode()).isZero();
    assertThat(compared.out()).contains("comparing with 3 nearest neighbors by L1 distance");
    assertThat(run.resolve("report.html")).isNotEmptyFile();
  }

  @Test
  void evaluateComparesAnewWithTheSameOutcome() {
    Captured said = Captured.run("evaluate", run.toString());
    assertThat(said.err()).isEmpty();
    assertThat(said.exitCode()).isZero();
    assertThat(said.out())
        .startsWith("model    3 nearest neighbors by L1 distance\n")
        .contains("200 test examples", "precision");
    assertThat(accuracy(said)).isEqualTo(accuracy(compared)).isGreaterThan(70);
  }

  @Test
  void predictTakesAnImageForWhatItsNeighborsAre() throws IOException {
    Path image = folder.resolve("digit.png");
    write(SyntheticDigits.of(Seed.of(3)).train(1).all().inputs(), image);
    int label = SyntheticDigits.of(Seed.of(3)).train(1).classTargets().label(0);
    Captured said = Captured.run("predict", run.toString(), image.toString(), "--top", "2");
    assertThat(said.err()).isEmpty();
    assertThat(said.exitCode()).isZero();
    assertThat(said.out()).startsWith(image + "  " + label + "\n  " + label + "  ");
  }

  @Test
  void whatNeedsANetworkSaysThatThereIsNone() {
    Captured said = Captured.run("summary", run.toString());
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err())
        .isEqualTo(
            """
            fovea: model: this run compared with its training set and learned no network
              run:  %s
              hint: fovea evaluate and fovea predict take it
            """
                .formatted(run));
  }

  @Test
  void pixelsArePreparedAsTheRunSays() {
    Captured said = Captured.run("evaluate", run.toString(), "--scale", "1/255");
    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err()).contains("the model says itself how pixels are prepared");
  }

  private static double accuracy(Captured said) {
    String line =
        said.out().lines().filter(text -> text.startsWith("test accuracy")).findFirst().orElse("");
    return Double.parseDouble(line.replaceAll("test accuracy +([0-9.]+).*", "$1"));
  }

  private static void write(Tensor digit, Path file) throws IOException {
    float[] values = digit.toFloatArray();
    BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < values.length; i++) {
      image.getRaster().setSample(i % 28, i / 28, 0, Math.round(values[i]));
    }
    ImageIO.write(image, "png", file.toFile());
  }
}
