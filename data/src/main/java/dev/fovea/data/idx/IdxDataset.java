package dev.fovea.data.idx;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.ByteFeatures;
import dev.fovea.data.ClassTargets;
import dev.fovea.data.DataFileException;
import dev.fovea.data.Dataset;
import dev.fovea.data.Features;
import dev.fovea.data.FloatFeatures;
import dev.fovea.data.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Labeled examples in two idx files: inputs {@code [N, H, W]}, {@code [N, C, H, W]} or {@code [N,
 * F]}, and labels {@code [N]}, whole numbers from 0.
 *
 * <p>Pictures without a channel axis get one: {@code [N, H, W]} becomes examples of {@code [1, H,
 * W]}. Unsigned bytes stay bytes in memory; other types become float32.
 */
public final class IdxDataset {
  private IdxDataset() {}

  /**
   * Reads inputs of any size.
   *
   * @param name for people and provenance, such as {@code mnist train}
   * @param classNames in the order of their numbers
   * @throws DataFileException if a file is missing or damaged, the counts differ, there are no
   *     examples, or a label is no class
   */
  public static Dataset read(String name, Path inputs, Path labels, List<String> classNames)
      throws IOException {
    return read(name, inputs, labels, classNames, Optional.empty());
  }

  /**
   * Reads inputs that must have a certain shape, such as {@code [1, 28, 28]}.
   *
   * @throws DataFileException as above, or if the examples have another shape
   */
  public static Dataset read(
      String name, Path inputs, Path labels, List<String> classNames, Shape exampleShape)
      throws IOException {
    return read(name, inputs, labels, classNames, Optional.of(exampleShape));
  }

  private static Dataset read(
      String name, Path inputs, Path labels, List<String> classNames, Optional<Shape> expected)
      throws IOException {
    IdxFile inputFile = IdxFile.read(inputs);
    Shape exampleShape = exampleShape(inputFile, expected);
    IdxFile labelFile = IdxFile.read(labels);
    int[] classes = classes(labelFile, classNames);
    if (classes.length != inputFile.dims().getFirst()) {
      throw new DataFileException(
          Problem.of("idx: inputs and labels differ in number")
              .with("inputs", inputs + ": " + inputFile.dims().getFirst())
              .with("labels", labels + ": " + classes.length));
    }
    Features features =
        inputFile.type() == IdxType.UBYTE
            ? ByteFeatures.of(inputFile.bytes(), exampleShape)
            : FloatFeatures.of(inputFile.toFloatArray(), exampleShape);
    return new Dataset(name, features, ClassTargets.of(classes, classNames));
  }

  private static Shape exampleShape(IdxFile file, Optional<Shape> expected)
      throws DataFileException {
    List<Integer> dims = file.dims();
    if (dims.size() < 2 || dims.size() > 4 || file.elements() == 0) {
      throw new DataFileException(
          dimsProblem("idx: these are no examples", file)
              .with("expected", "[N, F], [N, H, W] or [N, C, H, W], none of them 0")
              .with("found", file));
    }
    List<Integer> example = new ArrayList<>(dims.subList(1, dims.size()));
    if (example.size() == 2) {
      example.addFirst(1);
    }
    Shape shape = Shape.of(example);
    if (expected.isPresent() && !expected.get().equals(shape)) {
      throw new DataFileException(
          dimsProblem("idx: the examples have the wrong shape", file)
              .with("expected", expected.get())
              .with("found", shape));
    }
    return shape;
  }

  private static int[] classes(IdxFile file, List<String> classNames) throws DataFileException {
    if (file.dims().size() != 1 || !file.type().isWhole()) {
      throw new DataFileException(
          dimsProblem("idx: these are no labels", file)
              .with("expected", "[N] of whole numbers")
              .with("found", file));
    }
    int[] classes = new int[file.elements()];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = (int) file.value(i);
      if (classes[i] < 0 || classes[i] >= classNames.size()) {
        throw new DataFileException(
            Problem.of("idx: a label is out of range")
                .with("file", file.path())
                .with("offset", file.offsetOf(i))
                .with("field", "label of example " + i)
                .with("expected", "0 to " + (classNames.size() - 1))
                .with("found", classes[i]));
      }
    }
    return classes;
  }

  private static Problem dimsProblem(String headline, IdxFile file) {
    return Problem.of(headline)
        .with("file", file.path())
        .with("offset", IdxReader.DIMS_OFFSET)
        .with("field", "dimensions");
  }
}
