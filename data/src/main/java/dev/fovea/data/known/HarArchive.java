package dev.fovea.data.known;

import dev.fovea.core.Tensor;
import dev.fovea.data.DataFileException;
import dev.fovea.data.Problem;
import dev.fovea.files.numpy.NpyFile;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Turns the archive of UCI HAR into arrays: its texts {@code Inertial Signals/body_acc_x_train.txt}
 * and so on, a window of 128 samples a line, become {@code x_train.npy} {@code [N, 6, 128]} (body
 * acceleration x, y, z in g, then angular velocity x, y, z in rad/s), {@code y_train.npy} {@code
 * [N, 1]} (0 walking, 1 walking upstairs, 2 walking downstairs, 3 sitting, 4 standing, 5 laying)
 * and {@code subject_train.npy} {@code [N]}.
 *
 * <p>The archive has a training and a test set of other people. The last 500 rows of its test set
 * become {@code test}, the rows before them {@code val}, so that people on both sides of training
 * and validation differ.
 */
public final class HarArchive {
  /** The files it makes. */
  static final List<String> FILES =
      List.of(
          "x_train.npy",
          "y_train.npy",
          "subject_train.npy",
          "x_val.npy",
          "y_val.npy",
          "subject_val.npy",
          "x_test.npy",
          "y_test.npy",
          "subject_test.npy");

  private static final List<String> SIGNALS =
      List.of(
          "body_acc_x", "body_acc_y", "body_acc_z", "body_gyro_x", "body_gyro_y", "body_gyro_z");
  private static final String INNER = "UCI HAR Dataset.zip";
  private static final int SAMPLES = 128;
  private static final int TEST_ROWS = 500;
  private static final long MOST_BYTES = 1L << 30;
  private static final int MOST_ROWS = 20_000;
  private static final int MOST_DIGITS = 32;
  private static final int ACTIVITIES = 6;

  private final Path archive;
  private final Map<String, float[]> texts = new HashMap<>();

  private HarArchive(Path archive) {
    this.archive = archive;
  }

  /**
   * Writes the arrays into a folder.
   *
   * @throws DataFileException if the archive is damaged or lacks a text
   */
  public static void convert(Path archive, Path folder) throws IOException {
    HarArchive har = new HarArchive(archive);
    try (ZipInputStream zip =
        har.new Bounded(new BufferedInputStream(Files.newInputStream(archive)))) {
      har.read(zip, true);
    } catch (EOFException | ZipException damaged) {
      throw new DataFileException(
          Problem.of("har: the archive is damaged")
              .with("file", archive)
              .with("because", String.valueOf(damaged.getMessage())),
          damaged);
    }
    har.write(folder);
  }

  // ---- reading ----

  /** Reads the texts; they lie in an archive inside the archive, as UCI packs them today. */
  private void read(ZipInputStream zip, boolean isOutermost) throws IOException {
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      String name = entry.getName();
      String last = name.substring(name.lastIndexOf('/') + 1);
      if (isOutermost && last.equals(INNER)) {
        // Not closed: that would close the outer archive.
        read(new Bounded(zip), false);
      } else if (isWanted(last)) {
        texts.put(last, numbers(zip, last, last.startsWith("body_") ? SAMPLES : 1));
      }
    }
  }

  /** Refuses to unpack without end. */
  private final class Bounded extends ZipInputStream {
    private long bytes;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = super.read(into, offset, length);
      bytes += Math.max(0, count);
      if (bytes > MOST_BYTES) {
        throw new DataFileException(
            Problem.of("har: the archive is too large when unpacked")
                .with("file", archive)
                .with("expected", "at most " + MOST_BYTES + " bytes"));
      }
      return count;
    }
  }

  private static boolean isWanted(String name) {
    return name.matches("(body_(acc|gyro)_[xyz]|y|subject)_(train|test)\\.txt");
  }

  /** Numbers between white space, this many a line. */
  private float[] numbers(InputStream in, String name, int perLine) throws IOException {
    float[] values = new float[1 << 12];
    int count = 0;
    byte[] digits = new byte[MOST_DIGITS];
    int length = 0;
    byte[] buffer = new byte[1 << 14];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      for (int i = 0; i < read; i++) {
        if (buffer[i] > ' ') {
          if (length == MOST_DIGITS) {
            throw wrong(name, count / perLine, "numbers of at most " + MOST_DIGITS + " digits");
          }
          digits[length++] = buffer[i];
        } else if (length > 0) {
          values = count == values.length ? Arrays.copyOf(values, 2 * count) : values;
          values[count] = number(name, count / perLine, digits, length);
          count++;
          length = 0;
        }
        if (count > MOST_ROWS * perLine) {
          throw wrong(name, MOST_ROWS, "at most " + MOST_ROWS + " rows");
        }
      }
    }
    if (length > 0) {
      values = Arrays.copyOf(values, count + 1);
      values[count] = number(name, count / perLine, digits, length);
      count++;
    }
    if (count == 0 || count % perLine != 0) {
      throw wrong(name, count / perLine, "whole rows of " + perLine + " numbers");
    }
    return Arrays.copyOf(values, count);
  }

  private float number(String name, int row, byte[] digits, int length) throws DataFileException {
    String text = new String(digits, 0, length, StandardCharsets.ISO_8859_1);
    try {
      float value = Float.parseFloat(text);
      if (Float.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException _) {
      // told below
    }
    throw wrong(name, row, "a number, but found " + text);
  }

  private DataFileException wrong(String entry, int row, String expected) {
    return new DataFileException(
        Problem.of("har: a text of the archive does not hold what it should")
            .with("file", archive)
            .with("entry", entry)
            .with("row", row + 1)
            .with("expected", expected));
  }

  // ---- writing ----

  private void write(Path folder) throws IOException {
    Part train = part("train");
    Part test = part("test");
    if (test.rows() <= TEST_ROWS) {
      throw wrong("y_test.txt", test.rows(), "more than " + TEST_ROWS + " rows");
    }
    int cut = test.rows() - TEST_ROWS;
    train.write(folder, "train", 0, train.rows());
    test.write(folder, "val", 0, cut);
    test.write(folder, "test", cut, test.rows());
  }

  /**
   * One of the two sets.
   *
   * @param x {@code [rows, 6, 128]}
   * @param y {@code [rows]}
   * @param subject {@code [rows]}
   */
  private record Part(float[] x, float[] y, float[] subject) {
    int rows() {
      return y.length;
    }

    void write(Path folder, String set, int from, int to) throws IOException {
      int perRow = SIGNALS.size() * SAMPLES;
      long[] classes = new long[to - from];
      long[] people = new long[to - from];
      for (int i = 0; i < classes.length; i++) {
        classes[i] = (long) y[from + i] - 1;
        people[i] = (long) subject[from + i];
      }
      float[] windows = Arrays.copyOfRange(x, from * perRow, to * perRow);
      Tensor inputs = Tensor.of(windows, to - from, SIGNALS.size(), SAMPLES);
      NpyFile.write(folder.resolve("x_" + set + ".npy"), inputs);
      NpyFile.write(folder.resolve("y_" + set + ".npy"), Tensor.of(classes, to - from, 1));
      NpyFile.write(folder.resolve("subject_" + set + ".npy"), Tensor.of(people, to - from));
    }
  }

  private Part part(String set) throws DataFileException {
    float[] y = text("y_" + set + ".txt");
    for (int row = 0; row < y.length; row++) {
      if (y[row] != Math.rint(y[row]) || y[row] < 1 || y[row] > ACTIVITIES) {
        throw wrong("y_" + set + ".txt", row, "1 to " + ACTIVITIES + ", but found " + y[row]);
      }
    }
    float[] subject = text("subject_" + set + ".txt");
    float[] x = new float[y.length * SIGNALS.size() * SAMPLES];
    for (int signal = 0; signal < SIGNALS.size(); signal++) {
      String name = SIGNALS.get(signal) + "_" + set + ".txt";
      float[] samples = text(name);
      if (samples.length != y.length * SAMPLES || subject.length != y.length) {
        throw wrong(name, samples.length / SAMPLES, "as many rows as y_" + set + ".txt");
      }
      for (int row = 0; row < y.length; row++) {
        int to = (row * SIGNALS.size() + signal) * SAMPLES;
        System.arraycopy(samples, row * SAMPLES, x, to, SAMPLES);
      }
    }
    return new Part(x, y, subject);
  }

  private float[] text(String name) throws DataFileException {
    float[] values = texts.get(name);
    if (values == null) {
      throw new DataFileException(
          Problem.of("har: a text is not in the archive")
              .with("file", archive)
              .with("looked for", name));
    }
    return values;
  }
}
