package dev.fovea.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.data.synthetic.SyntheticMotion;
import dev.fovea.data.synthetic.SyntheticShapes;
import dev.fovea.files.numpy.NpyFile;
import dev.fovea.files.pytorch.PyTorchFile;
import dev.fovea.nn.train.Batch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs programs of the guide as a user does, on data that need no download. */
@Tag("slow")
class ShortProgramsTest {
  private static final int MOST_LINES = 62;

  @TempDir Path folder;

  @Test
  void filters() throws Exception {
    String said = run("ImageFilters.java");
    assertThat(said).contains("FULL of [84, 84] and [5, 5]: [88, 88]", "VALID", "[80, 80]");
    assertThat(folder.resolve("filtered.png")).isNotEmptyFile();
  }

  @Test
  void convolutionByHand() throws Exception {
    assertThat(run("ConvolutionByHand.java")).contains("largest difference ");
  }

  @Test
  void transfer() throws Exception {
    assertThat(run("Transfer.java"))
        .contains("frozen body, new head", "raw pixels", "from scratch", "accuracy 0.");
  }

  @Test
  void activationFunctions() throws Exception {
    run("ActivationFunctions.java");
    assertThat(folder.resolve("activation-functions.png")).isNotEmptyFile();
  }

  @Test
  void leNet() throws Exception {
    assertThat(run("LeNet.java"))
        .contains("320 batches, the first of shape [50, 1, 28, 28]")
        .contains("conv2      output shape [1, 16, 10, 10]", "linear3    output shape [1, 10]")
        .contains("[Epoch 1] loss: ", "[Epoch 3] loss: ");
    assertThat(folder.resolve("lenet.png")).isNotEmptyFile();
    assertThat(folder.resolve("lenet_checkpoint/epoch-0003.fovea")).isNotEmptyFile();
  }

  @Test
  void earthquakes() throws Exception {
    String said = run("Earthquakes.java");
    assertThat(said).contains("640 windows to train, 160 to test", "22,306");
    assertThat(number(said, "accuracy (\\d\\.\\d+)")).isGreaterThan(0.85);
  }

  @Test
  void earthquakesOfAFile() throws Exception {
    Path file = Path.of("../data/src/test/resources/hdf5/windows.h5").toAbsolutePath();
    assertThat(run("Earthquakes.java", file.toString()))
        .contains("3 windows omitted: a component is zero, or a number not finite");
    assertThat(folder.resolve("earthquake.png")).isNotEmptyFile();
  }

  @Test
  void slowEarthquakes() throws Exception {
    assertThat(run("SlowEarthquakes.java", "32", "1"))
        .contains("[N, 32, 114, 80]", "395,381")
        .contains(
            """
            linear: input features do not match the weight
              at:       dense
              input:    [N=1, in=25600]
              weight:   [out=10, in=36608]
              expected: in = 36608
              but was:  in = 25600
            """)
        .contains("with a third: [1, 36608]", "accuracy ");
  }

  @Test
  void nearestNeighbor() throws Exception {
    String said = run("NearestNeighbor.java");
    assertThat(said).contains("L1, k = 1: validation accuracy 0.", "L2, k = 5: ");
    assertThat(number(said, "test set: accuracy (\\d\\.\\d+)")).isGreaterThan(0.8);
  }

  @Test
  void multilayerPerceptron() throws Exception {
    String said = run("MlpClassifier.java");
    assertThat(said).contains("01/20 | cost ", "20/20 | cost ", "the first five: ");
    assertThat(number(said, "test accuracy (\\d\\.\\d+)")).isGreaterThan(0.85);
  }

  @Test
  void tuning() throws Exception {
    assertThat(run("Tuning.java")).contains("batch norm true", "the best: learning rate ");
  }

  private static double number(String said, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(said);
    assertThat(matcher.find()).as(said).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  @Test
  void activity() throws Exception {
    assertThat(run("Activity.java"))
        .contains(
            "synthetic motion train (seed 1): 6000 windows [6, 128]",
            "[N, 392]",
            "3,134",
            "on logits: test accuracy 0.",
            "warning: the model ends in Softmax and the loss applies it again",
            "softmax twice: test accuracy 0.");
    assertDrawn(
        "activities.png", "learning.png", "confusion-on-logits.png", "confusion-softmax-twice.png");
  }

  @Test
  void activityFromArrays() throws Exception {
    for (String set : List.of("train", "val", "test")) {
      Batch windows = SyntheticMotion.of(Seed.of(2)).train(60).all();
      NpyFile.write(folder.resolve("x_" + set + ".npy"), windows.inputs());
      NpyFile.write(folder.resolve("y_" + set + ".npy"), windows.targets().reshape(60, 1));
    }
    assertThat(run("Activity.java", folder.toString()))
        .contains("har train: 60 windows [6, 128]", "har val: 60 windows", "walking upstairs");
  }

  @Test
  void digitsCloseUp() throws Exception {
    assertThat(run("DigitsCloseUp.java"))
        .contains("7,850", "208\n", "3,216\n", "2,570\n", "5,994\n", "filters [8, 1, 5, 5]")
        .contains("logistic: test accuracy 0.", "cnn: test accuracy 0.");
    assertDrawn("digits.png", "classes.png", "logistic.png", "cnn.png", "filters.png");
    assertDrawn("after-conv1.png", "after-relu1.png", "after-maxpool2.png");
  }

  @Test
  void openLoop() throws Exception {
    String said = run("OpenLoop.java");
    assertThat(said).contains("[train] epoch 3 [1/60] mean loss ");
    List<Double> accuracies =
        Pattern.compile("\\[test] mean loss .*, accuracy (.*)")
            .matcher(said)
            .results()
            .map(found -> Double.valueOf(found.group(1)))
            .toList();
    assertThat(accuracies).hasSize(6);
    assertThat(accuracies.get(2)).isGreaterThan(0.8);
    assertThat(accuracies.get(5)).isGreaterThan(0.7);
  }

  @Test
  void colorImages() throws Exception {
    assertThat(run("ColorImages.java"))
        .containsOnlyOnce("computing on ")
        .contains("4000 images [3, 32, 32], labels 0 to 9", "MLP: accuracy 0.", "CNN: accuracy 0.")
        .contains(" is taken for ");
    assertDrawn("image.png", "MLP-confusion.png", "CNN-confusion.png");
  }

  @Test
  void colorImagesFromTensorsOfPyTorch() throws Exception {
    for (String set : List.of("train", "test")) {
      Batch images = SyntheticShapes.of(Seed.of(2)).train(150).all();
      PyTorchFile.of(tensors("data", images.inputs())).write(folder.resolve(set + "_data"));
      PyTorchFile.of(tensors("labels", images.targets())).write(folder.resolve(set + "_labels"));
    }
    assertThat(run("ColorImages.java", folder.toString()))
        .contains("150 images [3, 32, 32], labels 0 to 9", "CNN: accuracy ");
  }

  @Test
  void schedules() throws Exception {
    assertThat(run("Schedules.java").lines())
        .anySatisfy(line -> assertThat(line).matches("MLP, as it was +1 .* %"))
        .anySatisfy(line -> assertThat(line).matches("CNN, momentum and StepLR +1 .* %"))
        .anySatisfy(line -> assertThat(line).matches("CNN, Adam +1 .* %"));
  }

  private static SequencedMap<String, Tensor> tensors(String name, Tensor tensor) {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(name, tensor);
    return tensors;
  }

  private void assertDrawn(String... files) {
    for (String file : files) {
      assertThat(folder.resolve(file)).isNotEmptyFile();
    }
  }

  private String run(String name, String... arguments) throws Exception {
    Path program = Path.of(name).toAbsolutePath();
    assertThat(Files.readAllLines(program)).hasSizeLessThanOrEqualTo(MOST_LINES);
    Path output = folder.resolve("output.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-p",
                System.getProperty("jdk.module.path"),
                "--add-modules",
                "dev.fovea.data,dev.fovea.formats,dev.fovea.plot",
                program.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    process.destroyForcibly();
    String text = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(ended && process.exitValue() == 0).as(text).isTrue();
    return text;
  }
}
