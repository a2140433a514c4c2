package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.cli.dataset.DataFormats;
import dev.fovea.core.Tensor;
import dev.fovea.files.numpy.NpyFile;
import dev.fovea.files.numpy.NpzFile;
import dev.fovea.files.pytorch.PyTorchFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Random;
import java.util.SequencedMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's own data in every format, from the file to the figures. */
class DataFormatsTest {
  private static final Path HDF5 = Path.of("../data/src/test/resources/hdf5");

  @TempDir Path folder;

  @Test
  void everyFormatStandsInTheGuide() throws IOException {
    String page = Files.readString(Path.of("../docs/guide/data.md"));
    assertThat(DataFormats.names())
        .isNotEmpty()
        .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
  }

  // ---- synthetic data: class 1 has the larger numbers ----

  private static Tensor inputs(int examples, int... shape) {
    Random random = new Random(examples);
    int perExample = 1;
    for (int dim : shape) {
      perExample *= dim;
    }
    float[] values = new float[examples * perExample];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() + (i / perExample) % 2;
    }
    int[] dims = new int[shape.length + 1];
    dims[0] = examples;
    System.arraycopy(shape, 0, dims, 1, shape.length);
    return Tensor.of(values, dims);
  }

  private static Tensor labels(int examples) {
    long[] labels = new long[examples];
    for (int i = 0; i < examples; i++) {
      labels[i] = i % 2;
    }
    return Tensor.of(labels, examples, 1);
  }

  private static String table(int examples) {
    Random random = new Random(examples);
    StringBuilder text = new StringBuilder("person,a,b,kind\n");
    for (int i = 0; i < examples; i++) {
      text.append(i / 5).append(',').append(random.nextFloat() + i % 2).append(',');
      text.append(random.nextFloat()).append(',').append(i % 2 == 0 ? "low" : "high").append('\n');
    }
    return text.toString();
  }

  private static String series(int examples, int length) {
    StringBuilder text = new StringBuilder("@classLabel true low high\n@data\n");
    for (int i = 0; i < examples; i++) {
      for (int dimension = 0; dimension < 2; dimension++) {
        for (int t = 0; t < length - (i % 3 == 2 ? 1 : 0); t++) {
          text.append(t == 0 ? "" : ",").append(i % 2 + t * 0.01);
        }
        text.append(':');
      }
      text.append(i % 2 == 0 ? "low" : "high").append('\n');
    }
    return text.toString();
  }

  private static void picture(Path file, int side, int rgb) throws IOException {
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < side * side; i++) {
      image.setRGB(i % side, i / side, rgb);
    }
    ImageIO.write(image, "png", file.toFile());
  }

  // ---- training ----

  private Captured train(String data, String layers, String... more) throws IOException {
    Path config = folder.resolve("mine.yaml");
    Files.writeString(
        config, "epochs: 2\nbatch-size: 8\ndata: " + data + "\nlayers: " + layers + "\n");
    String[] arguments = new String[4 + more.length];
    arguments[0] = "train";
    arguments[1] = config.toString();
    arguments[2] = "--out";
    arguments[3] = folder.resolve("run").toString();
    System.arraycopy(more, 0, arguments, 4, more.length);
    return Captured.run(arguments);
  }

  private void succeeds(Captured said, String sets) {
    assertThat(said.err()).isEmpty();
    assertThat(said.out()).contains(sets).contains("test accuracy");
    // The configuration of the run stands alone: the same sets are found from another place.
    Captured judged = Captured.run("evaluate", folder.resolve("run").toString());
    assertThat(judged.err()).isEmpty();
    String test = said.out().substring(said.out().indexOf("test accuracy"));
    assertThat(judged.out()).contains(test.substring(0, test.indexOf('\n')));
  }

  @Test
  void csvSplitByGroup() throws IOException {
    Files.writeString(folder.resolve("people.csv"), table(50));
    Captured said =
        train(
            "{format: csv, path: people.csv, group: person, label: kind, test: 0.2,"
                + " validation: 0.25, normalize: train}",
            "[linear: 2]");
    succeeds(said, "30 to train, 10 held out to validate, 10 to test; 2 classes, shape [2]");
    Files.writeString(folder.resolve("others.csv"), table(15));
    Captured others =
        Captured.run(
            "evaluate",
            folder.resolve("run").toString(),
            "--data",
            folder.resolve("others.csv").toString());
    assertThat(others.err()).isEmpty();
    assertThat(others.out()).contains("others.csv, 15 examples\n", "\nhigh ", "\nlow ");
  }

  @Test
  void csvInFilesNamedOneByOne() throws IOException {
    Files.writeString(folder.resolve("a.csv"), table(40));
    Files.writeString(folder.resolve("b.csv"), table(10));
    Files.writeString(folder.resolve("c.csv"), table(20));
    Captured said =
        train(
            "{format: csv, train: a.csv, validation: b.csv, test: c.csv, features: [a, b],"
                + " label: kind}",
            "[linear: 2]");
    succeeds(said, "40 to train, 10 to validate, 20 to test; 2 classes, shape [2]");
    assertThat(Files.readString(folder.resolve("run/config.yaml")))
        .contains("train: " + folder.resolve("a.csv") + "\n")
        .contains("test: " + folder.resolve("c.csv") + "\n");
  }

  @Test
  void npyFilesOfAFolder() throws IOException {
    NpyFile.write(folder.resolve("x_train.npy"), inputs(32, 2, 6));
    NpyFile.write(folder.resolve("y_train.npy"), labels(32));
    NpyFile.write(folder.resolve("x_val.npy"), inputs(8, 2, 6));
    NpyFile.write(folder.resolve("y_val.npy"), labels(8));
    NpyFile.write(folder.resolve("x_test.npy"), inputs(16, 2, 6));
    NpyFile.write(folder.resolve("y_test.npy"), labels(16));
    Captured said =
        train(
            "{format: npy, classes: [low, high], augment: [shift: 1, noise: 0.01], mixup: 0.3}",
            "[conv1d: {out: 2, kernel: 3}, relu, flatten, linear: 2]",
            "--data",
            folder.toString());
    succeeds(said, "32 to train, 8 to validate, 16 to test; 2 classes, shape [2, 6]");
  }

  @Test
  void arraysOfOneFile() throws IOException {
    SequencedMap<String, Tensor> arrays = new LinkedHashMap<>();
    arrays.put("x_train", inputs(32, 4));
    arrays.put("y_train", labels(32));
    arrays.put("x_test", inputs(16, 4));
    arrays.put("y_test", labels(16));
    NpzFile.of(arrays).write(folder.resolve("set.npz"));
    succeeds(
        train("{format: npz, path: set.npz}", "[linear: 2]"),
        "32 to train, no validation, 16 to test; 2 classes, shape [4]");
  }

  @Test
  void tensorsOfPyTorch() throws IOException {
    SequencedMap<String, Tensor> arrays = new LinkedHashMap<>();
    arrays.put("images", inputs(32, 4));
    arrays.put("targets", labels(32));
    PyTorchFile.of(arrays).write(folder.resolve("set.pt"));
    succeeds(
        train(
            "{format: pytorch, path: set.pt, inputs: images, labels: targets, test: 0.25,"
                + " shape: [1, 2, 2], augment: [{flip: vertical}, {crop: 1}]}",
            "[flatten, linear: 2]"),
        "24 to train, no validation, 8 to test; 2 classes, shape [1, 2, 2]");
  }

  @Test
  void arraysOfHdf5() throws IOException {
    Files.copy(HDF5.resolve("arrays.h5"), folder.resolve("arrays.h5"));
    for (String sliced : new String[] {"false", "true"}) {
      Captured said =
          train(
              "{format: hdf5, path: arrays.h5, inputs: gzip, labels: train/deep/y,"
                  + " groups: train/deep/person, test: 0.3, scale: 1/100, sliced: "
                  + sliced
                  + "}",
              "[flatten, linear: 3]");
      succeeds(said, "4 to train, no validation, 3 to test; 3 classes, shape [3, 5]");
      delete(folder.resolve("run"));
    }
  }

  @Test
  void seismogramsSplitByRecord() throws IOException {
    Files.copy(HDF5.resolve("windows.h5"), folder.resolve("windows.h5"));
    Captured said =
        train(
            "{format: seismograms, path: windows.h5, peak-normalize: channel, test: 0.3}",
            "[flatten, linear: 2]");
    assertThat(said.err()).isEmpty();
    assertThat(said.out()).contains("; 2 classes, shape [3, 8]");
  }

  @Test
  void timeSeries() throws IOException {
    Files.writeString(folder.resolve("Motion_TRAIN.ts"), series(24, 8));
    Files.writeString(folder.resolve("Motion_TEST.ts"), series(12, 8));
    Captured refused = train("{format: ts, path: .}", "[flatten, linear: 2]");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).startsWith("fovea: ts: the series differ in length\n");
    succeeds(
        train("{format: ts, path: ., pad-to: 8}", "[flatten, linear: 2]"),
        "24 to train, no validation, 12 to test; 2 classes, shape [2, 8]");
  }

  @Test
  void folderOfPicturesAndAPrediction() throws IOException {
    for (int i = 0; i < 12; i++) {
      picture(folder.resolve("set/train/dark/" + i + ".png"), 4 + i % 2, 0x101010 + i);
      picture(folder.resolve("set/train/light/" + i + ".png"), 4, 0xE0E0E0 + i);
      picture(folder.resolve("set/test/light/" + i + ".png"), 6, 0xE0E0E0 + i);
      picture(folder.resolve("set/test/dark/" + i + ".png"), 6, 0x101010 + i);
    }
    Captured said =
        train(
            "{format: images, path: set, shape: [3, 4, 4], fit: crop, scale: 1/255}",
            "[flatten, linear: 2]",
            "--learning-rate",
            "0.05",
            "--epochs",
            "20");
    succeeds(said, "24 to train, no validation, 24 to test; 2 classes, shape [3, 4, 4]");
    assertThat(said.out()).contains("test accuracy  100.00 %");
    // An image of another size is cropped as those of the training were.
    Path image = folder.resolve("set/test/light/3.png");
    Captured predicted =
        Captured.run("predict", folder.resolve("run").toString(), image.toString());
    assertThat(predicted.err()).isEmpty();
    assertThat(predicted.out()).startsWith(image + "  light\n");
  }

  // ---- errors ----

  @Test
  void unknownFormatNamesTheNearest() throws IOException {
    assertThat(train("{format: csvv, path: a.csv}", "[linear: 2]").err())
        .isEqualTo(
            """
            fovea: config: data.format cannot be used
              file:     %s, line 3
              expected: one of idx, cifar10, images, npy, npz, pytorch, hdf5, seismograms, csv, ts, synthetic-digits, synthetic-motion, synthetic-shapes, synthetic-tremor, synthetic-seismograms; did you mean csv?
              found:    csvv
            """
                .formatted(folder.resolve("mine.yaml")));
  }

  @Test
  void keysOfOtherFormatsAreRefused() throws IOException {
    assertThat(train("{format: csv, path: a.csv, heder: false}", "[linear: 2]").err())
        .isEqualTo(
            """
            fovea: config: unknown key heder
              file:         %s, line 3
              in:           data
              did you mean: header
              known:        format, path, train, validation, test, keep-classes, pad, channels, scale, peak-normalize, normalize, augment, mixup, header, separator, label, features, group, classes, shape
            """
                .formatted(folder.resolve("mine.yaml")));
  }

  @Test
  void withoutATestSetNothingIsTrained() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), table(20));
    assertThat(train("{format: csv, path: a.csv}", "[linear: 2]").err())
        .isEqualTo(
            """
            fovea: data: there is no test set
              data: %s
              hint: write test: 0.2 to keep a part of the examples for it, or name one
            """
                .formatted(file));
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void unknownAugmentationNamesTheNearest() throws IOException {
    assertThat(train("{format: csv, path: a.csv, augment: [nose: 1]}", "[linear: 2]").err())
        .isEqualTo(
            """
            fovea: config: unknown augment nose
              file:         %s, line 3
              did you mean: noise
              known:        crop, flip, rotate, affine, jitter, erase, noise, shift, scale
            """
                .formatted(folder.resolve("mine.yaml")));
    assertThat(train("{format: csv, path: a.csv, augment: [noise: -1]}", "[linear: 2]").err())
        .startsWith("fovea: config: data.augment.0 cannot be used\n")
        .contains("the deviation is out of range");
  }

  @Test
  void examplesOfAnotherShapeAreNotEvaluated() throws IOException {
    Files.writeString(folder.resolve("a.csv"), table(40));
    train("{format: csv, path: a.csv, test: 0.5}", "[linear: 2]");
    Path other = Files.writeString(folder.resolve("b.csv"), "a,kind\n1,low\n2,high\n");
    Captured said =
        Captured.run("evaluate", folder.resolve("run").toString(), "--data", other.toString());
    assertThat(said.err())
        .isEqualTo(
            """
            fovea: data: the examples do not fit the network
              data:                    %s
              expected by the network: [3]
              found:                   [1]
            """
                .formatted(other));
  }

  private static void delete(Path run) throws IOException {
    try (var files = Files.walk(run)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
