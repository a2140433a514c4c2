package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recipes that make their data themselves as long as none is named. */
class SyntheticDataTest {
  @TempDir Path folder = Path.of("unset");

  private Captured train(String recipe, Path run) throws IOException {
    Path config = folder.resolve(recipe + ".yaml");
    Files.writeString(
        config,
        Captured.run("recipes", "--show", recipe)
            .out()
            .replaceFirst("train: \\d{4,}", "train: 200")
            .replaceFirst("test: \\d{4,}", "test: 50"));
    return Captured.run("train", config.toString(), "--epochs", "1", "--out", run.toString());
  }

  @Test
  void motionIsDrawnAsAStripOfEachActivity() throws IOException {
    Path run = folder.resolve("run");
    Captured training = train("har-cnn", run);
    assertThat(training.err()).isEmpty();
    assertThat(training.out())
        .contains(
            "  data     synthetic motion of phones, computed by Fovea itself\n"
                + "           no real motion: --data DIR trains on x_train.npy, y_train.npy,"
                + " ...\n"
                + "           180 to train, 20 held out to validate, 50 to test; 6 classes, shape"
                + " [6, 128]\n");
    assertThat(run.resolve("plots/examples.svg"))
        .content()
        .contains(
            "A training example of each class",
            "walking upstairs",
            "laying",
            "6 signals of 6 × 128");
    assertThat(run.resolve("report.html")).content().contains("6 signals of 6 × 128");
  }

  @Test
  void shapesStandInForPhotographs() throws IOException {
    Captured training = train("cifar-cnn", folder.resolve("run"));
    assertThat(training.err()).isEmpty();
    assertThat(training.out())
        .contains(
            "  data     synthetic pictures of shapes, drawn by Fovea itself\n",
            "180 to train, 20 held out to validate, 50 to test; 10 classes, shape [3, 32, 32]\n");
  }
}
