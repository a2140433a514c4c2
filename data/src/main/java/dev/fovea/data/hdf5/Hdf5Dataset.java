package dev.fovea.data.hdf5;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.ClassTargets;
import dev.fovea.data.DataFileException;
import dev.fovea.data.Dataset;
import dev.fovea.data.Features;
import dev.fovea.data.FloatFeatures;
import dev.fovea.data.Groups;
import dev.fovea.data.source.ClassLabels;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Labeled examples in two arrays of an HDF5 file: inputs {@code [N, …]} and labels {@code [N]} or
 * {@code [N, 1]}, whole numbers from 0.
 */
public final class Hdf5Dataset {
  private static final int MOST_VALUES = Integer.MAX_VALUE - 16;

  private Hdf5Dataset() {}

  /**
   * Reads all examples into memory.
   *
   * @param name for people and provenance
   * @param inputs the path of the inputs in the file, such as {@code train/x}
   * @param labels the path of the labels in the file
   * @param classNames in the order of their numbers; numbered up to the largest label if empty
   * @throws DataFileException if an array is missing or damaged, the counts differ, there are no
   *     examples, or a label is no class
   */
  public static Dataset read(
      String name, Hdf5File file, String inputs, String labels, Optional<List<String>> classNames)
      throws IOException {
    Hdf5Array stored = file.array(inputs);
    Hdf5Features sliced = Hdf5Features.of(stored);
    ClassTargets classes = classes(file, labels, classNames, sliced.size(), inputs);
    return new Dataset(name, inMemory(stored, sliced.exampleShape()), classes);
  }

  /**
   * Leaves the inputs in the file, to be read slice by slice; only the labels are read now. The
   * file must stay open as long as the data set is used.
   *
   * @throws DataFileException as {@link #read}
   */
  public static Dataset sliced(
      String name, Hdf5File file, String inputs, String labels, Optional<List<String>> classNames)
      throws IOException {
    Hdf5Features features = Hdf5Features.of(file.array(inputs));
    return new Dataset(name, features, classes(file, labels, classNames, features.size(), inputs));
  }

  /**
   * Reads the group of each example: whole numbers {@code [N]} or {@code [N, 1]}.
   *
   * @throws DataFileException if they are not
   */
  public static Groups groups(Hdf5File file, String path) throws IOException {
    double[] values = column(file, path, "groups");
    int[] numbers = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      numbers[i] = (int) values[i];
      if (numbers[i] != values[i]) {
        throw new DataFileException(
            file.problem("a group is no whole number", path)
                .with("field", "group of example " + i)
                .with("expected", "a whole number of 32 bits")
                .with("found", values[i]));
      }
    }
    return Groups.of(numbers);
  }

  /**
   * All rows of an array in memory.
   *
   * @throws DataFileException if they do not fit into one array of Java
   */
  public static Features inMemory(Hdf5Array array, Shape exampleShape) throws IOException {
    long total = array.rows() * (long) exampleShape.size();
    if (total > MOST_VALUES) {
      throw new DataFileException(
          array
              .problem("the array is too large to be held in memory")
              .with("expected", "at most " + MOST_VALUES + " numbers")
              .with("found", array));
    }
    // A part at a time: neither the bytes nor the nested arrays of the whole stand beside it.
    int part = Math.max(1, Math.min(array.chunkRows(), (1 << 22) / exampleShape.size()));
    if (array.chunkRows() == 1) {
      part = Math.max(1, (1 << 20) / exampleShape.size());
    }
    float[] values = new float[(int) total];
    for (int row = 0; row < array.rows(); row += part) {
      int count = (int) Math.min(part, array.rows() - row);
      float[] rows = array.rows(row, count);
      System.arraycopy(rows, 0, values, row * exampleShape.size(), rows.length);
    }
    return FloatFeatures.of(values, exampleShape);
  }

  private static ClassTargets classes(
      Hdf5File file, String path, Optional<List<String>> classNames, int inputs, String inputPath)
      throws IOException {
    double[] labels = column(file, path, "labels");
    if (labels.length != inputs) {
      throw new DataFileException(
          file.problem("inputs and labels differ in number", path)
              .with("inputs", inputPath + ": " + inputs)
              .with("labels", path + ": " + labels.length));
    }
    return ClassLabels.numbered(
        labels,
        classNames,
        i -> file.problem("a label is no class", path).with("field", "label of example " + i));
  }

  private static double[] column(Hdf5File file, String path, String what) throws IOException {
    Hdf5Array stored = file.array(path);
    if (stored.dims().size() > 2 || stored.rowValues() != 1) {
      throw new DataFileException(
          file.problem("these are no " + what, path)
              .with("expected", "[N] or [N, 1]")
              .with("found", stored));
    }
    return stored.values();
  }
}
