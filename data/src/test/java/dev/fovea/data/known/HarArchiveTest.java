package dev.fovea.data.known;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Tensor;
import dev.fovea.data.DataFileException;
import dev.fovea.files.numpy.NpyFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive laid out as that of UCI, with fewer rows. */
class HarArchiveTest {
  private static final List<String> SIGNALS =
      List.of(
          "body_acc_x", "body_acc_y", "body_acc_z", "body_gyro_x", "body_gyro_y", "body_gyro_z");

  @TempDir Path folder;

  /** The texts of a set; sample t of signal s in row r is r + s / 10 + t / 10000. */
  private static void set(Map<String, String> texts, String set, int rows) {
    for (int signal = 0; signal < SIGNALS.size(); signal++) {
      StringBuilder text = new StringBuilder();
      for (int row = 0; row < rows; row++) {
        for (int t = 0; t < 128; t++) {
          double value = row + signal / 10.0 + t / 10000.0;
          text.append("  ").append(String.format(Locale.ROOT, "%.7e", value));
        }
        text.append('\n');
      }
      texts.put(
          "UCI HAR Dataset/"
              + set
              + "/Inertial Signals/"
              + SIGNALS.get(signal)
              + "_"
              + set
              + ".txt",
          text.toString());
    }
    StringBuilder y = new StringBuilder();
    StringBuilder subject = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      y.append(row % 6 + 1).append('\n');
      subject.append(row / 50 + 1).append('\n');
    }
    texts.put("UCI HAR Dataset/" + set + "/y_" + set + ".txt", y.toString());
    texts.put("UCI HAR Dataset/" + set + "/subject_" + set + ".txt", subject.toString());
    texts.put("UCI HAR Dataset/" + set + "/X_" + set + ".txt", "not asked for");
    texts.put("__MACOSX/UCI HAR Dataset/" + set + "/._y_" + set + ".txt", "\0\5\0");
  }

  private static byte[] zip(Map<String, String> texts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> text : texts.entrySet()) {
        zip.putNextEntry(new ZipEntry(text.getKey()));
        zip.write(text.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return out.toByteArray();
  }

  private Path archive(Map<String, String> texts, boolean isNested) throws IOException {
    Path file = folder.resolve("har.zip");
    if (!isNested) {
      Files.write(file, zip(texts));
      return file;
    }
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("UCI HAR Dataset.names"));
      zip.write(1);
      zip.putNextEntry(new ZipEntry("UCI HAR Dataset.zip"));
      zip.write(zip(texts));
    }
    return file;
  }

  private static Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    set(texts, "train", 3);
    set(texts, "test", 503);
    return texts;
  }

  private Tensor array(String name) throws IOException {
    return NpyFile.read(folder.resolve(name));
  }

  @Test
  void textsBecomeArrays() throws IOException {
    HarArchive.convert(archive(texts(), true), folder);
    for (String file : HarArchive.FILES) {
      assertThat(folder.resolve(file)).isRegularFile();
    }
    Tensor train = array("x_train.npy");
    assertThat(train.shape().dims()).containsExactly(3, 6, 128);
    float[] x = train.toFloatArray();
    assertThat(x[(2 * 6 + 4) * 128 + 7]).isEqualTo(2.4007f);
    assertThat(array("y_train.npy").toLongArray()).containsExactly(0, 1, 2);
    assertThat(array("subject_train.npy").toLongArray()).containsExactly(1, 1, 1);
    assertThat(array("x_val.npy").shape().dim(0)).isEqualTo(3);
    assertThat(array("y_test.npy").shape().dims()).containsExactly(500, 1);
    assertThat(array("x_test.npy").toFloatArray()[0]).isEqualTo(3.0f);
    assertThat(array("y_test.npy").toLongArray()[0]).isEqualTo(3);
    assertThat(array("subject_test.npy").toLongArray()[499]).isEqualTo(11);
  }

  @Test
  void archiveNeedNotBeNested() throws IOException {
    HarArchive.convert(archive(texts(), false), folder);
    assertThat(folder.resolve("subject_test.npy")).isRegularFile();
  }

  private void refused(Map<String, String> texts, String message) throws IOException {
    Path archive = archive(texts, true);
    assertThatThrownBy(() -> HarArchive.convert(archive, folder))
        .isInstanceOf(DataFileException.class)
        .hasMessage(message.formatted(archive));
    assertThat(folder.resolve("x_train.npy")).doesNotExist();
  }

  @Test
  void whatDoesNotFitIsRefused() throws IOException {
    String signal = "UCI HAR Dataset/train/Inertial Signals/body_acc_y_train.txt";
    Map<String, String> texts = texts();
    texts.remove(signal);
    refused(
        texts,
        "har: a text is not in the archive\n  file:       %s\n  looked for: body_acc_y_train.txt");
    texts = texts();
    texts.put(signal, "0.5 0.25\n");
    refused(
        texts,
        """
        har: a text of the archive does not hold what it should
          file:     %s
          entry:    body_acc_y_train.txt
          row:      1
          expected: whole rows of 128 numbers\
        """);
    texts = texts();
    texts.computeIfPresent(signal, (_, text) -> text.replaceFirst("\\d", "x"));
    Map<String, String> wrong = texts;
    assertThatThrownBy(() -> HarArchive.convert(archive(wrong, true), folder))
        .hasMessageContaining("expected: a number, but found x");
    texts = texts();
    texts.put("UCI HAR Dataset/train/y_train.txt", "1\n7\n2\n");
    refused(
        texts,
        """
        har: a text of the archive does not hold what it should
          file:     %s
          entry:    y_train.txt
          row:      2
          expected: 1 to 6, but found 7.0\
        """);
  }

  @Test
  void damagedArchiveIsRefused() throws IOException {
    Path archive = archive(texts(), true);
    byte[] bytes = Files.readAllBytes(archive);
    Files.write(archive, Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> HarArchive.convert(archive, folder))
        .isInstanceOf(DataFileException.class);
    Files.writeString(archive, "no zip");
    assertThatThrownBy(() -> HarArchive.convert(archive, folder))
        .isInstanceOf(DataFileException.class);
    assertThat(folder.resolve("x_train.npy")).doesNotExist();
  }
}
