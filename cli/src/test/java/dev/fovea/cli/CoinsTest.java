package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fovea.core.Tensor;
import dev.fovea.data.signal.Boundary;
import dev.fovea.data.signal.Convolution;
import dev.fovea.data.signal.ConvolutionMode;
import dev.fovea.data.signal.Kernels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/**
 * Filters of a photograph, against scipy ({@code data/src/test/python/convolve2d.py}). It is here
 * and not beside the filters because the room {@code data} needs no image reader for them.
 */
class CoinsTest {
  private static final int SAMPLED = 499;

  @Test
  void filtersEqualScipy() throws IOException {
    String data = System.getenv("FOVEA_DATA");
    assumeTrue(data != null, "FOVEA_DATA is not set: no real photograph here");
    Tensor image = gray(ImageIO.read(Path.of(data, "images", "coins.png").toFile()));
    List<String> lines;
    try (InputStream golden =
        Objects.requireNonNull(CoinsTest.class.getResourceAsStream("coins.txt"))) {
      lines = new String(golden.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    assertThat(lines).hasSize(36);
    for (int line = 0; line < lines.size(); line += 2) {
      String[] head = lines.get(line).split(" ", -1);
      Tensor kernel = head[0].equals("mean") ? Kernels.mean(5) : Kernels.sobelY();
      Boundary boundary =
          switch (head[2]) {
            case "wrap" -> Boundary.wrap();
            case "symm" -> Boundary.symmetric();
            default -> Boundary.fill(Double.parseDouble(head[3]));
          };
      Tensor found =
          Convolution.convolve2d(
              image, kernel, ConvolutionMode.valueOf(head[1].toUpperCase(Locale.ROOT)), boundary);
      assertThat(found.shape().dims())
          .containsExactly(Integer.parseInt(head[4]), Integer.parseInt(head[5]));
      float[] values = found.toFloatArray();
      String[] expected = lines.get(line + 1).split(" ", -1);
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) values[i * SAMPLED])
            .as(lines.get(line))
            .isCloseTo(Double.parseDouble(expected[i]), within(1e-5));
      }
    }
  }

  private static Tensor gray(BufferedImage image) {
    float[] values = new float[image.getWidth() * image.getHeight()];
    for (int i = 0; i < values.length; i++) {
      values[i] = image.getRaster().getSample(i % image.getWidth(), i / image.getWidth(), 0) / 255f;
    }
    return Tensor.of(values, image.getHeight(), image.getWidth());
  }
}
