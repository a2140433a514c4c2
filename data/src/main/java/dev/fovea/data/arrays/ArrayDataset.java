package dev.fovea.data.arrays;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.data.ClassTargets;
import dev.fovea.data.DataFileException;
import dev.fovea.data.Dataset;
import dev.fovea.data.Groups;
import dev.fovea.data.Problem;
import dev.fovea.data.source.ClassLabels;
import dev.fovea.data.source.StoredExamples;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Labeled examples in two arrays: inputs {@code [N, …]} and labels {@code [N]} or {@code [N, 1]},
 * whole numbers from 0, of any numeric type. Unsigned bytes stay bytes in memory; other types
 * become float32.
 */
public final class ArrayDataset {
  private ArrayDataset() {}

  /**
   * Reads a data set.
   *
   * @param name for people and provenance, such as {@code har train}
   * @param classNames in the order of their numbers; numbered up to the largest label if empty
   * @param shape of one example, if it is to be another than in the file: as many values, in the
   *     same order
   * @throws DataFileException if a file or array is missing, the counts differ, there are no
   *     examples, or a label is no class
   * @throws IOException if a file is damaged
   */
  public static Dataset read(
      String name,
      ArrayFile inputs,
      ArrayFile labels,
      Optional<List<String>> classNames,
      Optional<Shape> shape)
      throws IOException {
    Tensor values = inputs.read();
    ClassTargets classes = classes(labels, classNames);
    int examples = values.shape().rank() == 0 ? 0 : values.shape().dim(0);
    if (examples != classes.size()) {
      throw new DataFileException(
          Problem.of("arrays: inputs and labels differ in number")
              .with("inputs", inputs + ": " + values.shape())
              .with("labels", labels + ": " + classes.size()));
    }
    return new Dataset(
        name, StoredExamples.of(values, shape, inputs.problem("these are no examples")), classes);
  }

  /**
   * Reads the group of each example: whole numbers {@code [N]} or {@code [N, 1]}.
   *
   * @throws DataFileException if they are not
   * @throws IOException if the file is damaged
   */
  public static Groups groups(ArrayFile file) throws IOException {
    Tensor stored = column(file, "groups");
    double[] values = stored.toDoubleArray();
    int[] numbers = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      numbers[i] = (int) values[i];
      if (numbers[i] != values[i]) {
        throw new DataFileException(
            file.problem("a group is no whole number")
                .with("field", "group of example " + i)
                .with("expected", "a whole number of 32 bits")
                .with("found", values[i]));
      }
    }
    return Groups.of(numbers);
  }

  private static ClassTargets classes(ArrayFile file, Optional<List<String>> classNames)
      throws IOException {
    double[] labels = column(file, "labels").toDoubleArray();
    return ClassLabels.numbered(
        labels,
        classNames,
        i -> file.problem("a label is no class").with("field", "label of example " + i));
  }

  private static Tensor column(ArrayFile file, String what) throws IOException {
    Tensor stored = file.read();
    Shape shape = stored.shape();
    if (shape.rank() < 1 || shape.rank() > 2 || (shape.rank() == 2 && shape.dim(1) != 1)) {
      throw new DataFileException(
          file.problem("these are no " + what)
              .with("expected", "[N] or [N, 1]")
              .with("found", shape));
    }
    return stored;
  }
}
