package dev.fovea.data.cifar;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.ByteFeatures;
import dev.fovea.data.ClassTargets;
import dev.fovea.data.DataFileException;
import dev.fovea.data.Dataset;
import dev.fovea.data.Problem;
import dev.fovea.data.source.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of CIFAR-10 records, each with or without gzip: one byte for the class, then 1024 red, 1024
 * green and 1024 blue bytes, row by row. Examples are {@code [3, 32, 32]} of 0 to 255.
 *
 * @see <a href="https://www.cs.toronto.edu/~kriz/cifar.html">Krizhevsky, "The CIFAR-10 dataset",
 *     section "Binary version"</a>
 */
public final class CifarFiles {
  /** The shape of one picture. */
  public static final Shape PICTURE = Shape.of(3, 32, 32);

  /** The classes of CIFAR-10, in the order of their numbers. */
  public static final List<String> CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  private static final String WHAT = "cifar";
  private static final int RECORD = 1 + PICTURE.size();
  private static final int MOST_META_BYTES = 1 << 16;

  private CifarFiles() {}

  /**
   * Reads files, one after the other.
   *
   * @param name for people and provenance, such as {@code cifar10 train}
   * @param classNames in the order of their numbers
   * @throws DataFileException if there is no file, or one is missing, damaged or no whole number of
   *     records, or a label is no class
   */
  public static Dataset read(String name, List<Path> files, List<String> classNames)
      throws IOException {
    if (files.isEmpty()) {
      throw new DataFileException(Problem.of("cifar: no files are named").with("data set", name));
    }
    List<byte[]> parts = new ArrayList<>();
    long total = 0;
    for (Path path : files) {
      SourceFile file = SourceFile.of(path, WHAT);
      byte[] records = file.read(SourceFile.MOST_BYTES);
      check(file, records, classNames);
      parts.add(records);
      total += records.length;
      if (total > SourceFile.MOST_BYTES) {
        throw new DataFileException(
            Problem.of("cifar: the files together are too long")
                .with("data set", name)
                .with("expected", "at most " + SourceFile.MOST_BYTES + " bytes")
                .with("found", total + " bytes or more"));
      }
    }
    int size = (int) (total / RECORD);
    byte[] pixels = new byte[size * PICTURE.size()];
    int[] labels = new int[size];
    int example = 0;
    for (byte[] records : parts) {
      for (int at = 0; at < records.length; at += RECORD) {
        labels[example] = records[at] & 0xff;
        System.arraycopy(records, at + 1, pixels, example * PICTURE.size(), PICTURE.size());
        example++;
      }
    }
    return new Dataset(name, ByteFeatures.of(pixels, PICTURE), ClassTargets.of(labels, classNames));
  }

  private static void check(SourceFile file, byte[] records, List<String> classNames)
      throws DataFileException {
    int rest = records.length % RECORD;
    if (records.length == 0 || rest != 0) {
      throw new DataFileException(
          file.problem("the file is no whole number of records")
              .with("offset", records.length - rest)
              .with("expected", "a multiple of " + RECORD + " bytes")
              .with("found", records.length + " bytes"));
    }
    for (int at = 0; at < records.length; at += RECORD) {
      int label = records[at] & 0xff;
      if (label >= classNames.size()) {
        throw new DataFileException(
            file.problem("a label is out of range")
                .with("offset", at)
                .with("field", "label of record " + at / RECORD)
                .with("expected", "0 to " + (classNames.size() - 1))
                .with("found", label));
      }
    }
  }

  /**
   * Reads class names, one a line, as {@code batches.meta.txt} holds them; empty lines at the end
   * do not count.
   *
   * @throws DataFileException if the file is missing, too long, or names no class or too many
   */
  public static List<String> classNames(Path path) throws IOException {
    SourceFile file = SourceFile.of(path, WHAT);
    String text = new String(file.read(MOST_META_BYTES), StandardCharsets.UTF_8);
    List<String> names = text.strip().lines().map(String::strip).toList();
    int most = 256;
    if (names.size() > most || names.stream().anyMatch(String::isEmpty)) {
      throw new DataFileException(
          file.problem("these are no class names")
              .with("expected", "1 to " + most + " names, one a line")
              .with(
                  "found",
                  names.size()
                      + " lines, of them empty: "
                      + names.stream().filter(String::isEmpty).count()));
    }
    return names;
  }
}
