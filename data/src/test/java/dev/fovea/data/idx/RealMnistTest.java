package dev.fovea.data.idx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.Dataset;
import dev.fovea.data.Normalize;
import dev.fovea.data.ScaleBy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The real files; needs the folder that the environment variable {@code FOVEA_DATA} names. */
class RealMnistTest {

  @Test
  void mnistHasTheKnownCounts() throws IOException {
    MnistFolder mnist = MnistFolder.open(folder("mnist"));

    assertThat(mnist.train().size()).isEqualTo(60_000);
    assertThat(mnist.train().exampleShape()).isEqualTo(Shape.of(1, 28, 28));
    assertThat(mnist.train().classTargets().counts())
        .containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
    assertThat(mnist.test().classTargets().counts())
        .containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
  }

  /** 0.1307 and 0.3081 are the figures everyone uses. */
  @Test
  void mnistHasTheKnownMeanAndDeviation() throws IOException {
    Dataset train = MnistFolder.open(folder("mnist")).train().map(ScaleBy.bytesToUnit());

    Normalize fitted = Normalize.fittedTo(train.features());
    assertThat(fitted.mean().getFirst()).isCloseTo(0.1307, Offset.offset(5e-5));
    assertThat(fitted.deviation().getFirst()).isCloseTo(0.3081, Offset.offset(5e-5));
  }

  @Test
  void fashionMnistOpensWithItsOwnNames() throws IOException {
    List<String> names =
        List.of(
            "T-shirt/top",
            "Trouser",
            "Pullover",
            "Dress",
            "Coat",
            "Sandal",
            "Shirt",
            "Sneaker",
            "Bag",
            "Ankle boot");
    MnistFolder fashion = MnistFolder.open(folder("fashion-mnist"), names, Shape.of(1, 28, 28));

    assertThat(fashion.train().classNames()).isEqualTo(names);
    assertThat(fashion.train().classTargets().counts()).containsOnly(6000);
    assertThat(fashion.test().classTargets().counts()).containsOnly(1000);
  }

  private static Path folder(String name) {
    String data = System.getenv("FOVEA_DATA");
    assumeTrue(data != null, "FOVEA_DATA is not set: no real data to read");
    Path folder = Path.of(data).resolve(name);
    assumeTrue(Files.isDirectory(folder), "FOVEA_DATA has no folder " + name);
    return folder;
  }
}
