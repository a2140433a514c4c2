package dev.fovea.cli.dataset;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.ClassTargets;
import dev.fovea.data.DataFileException;
import dev.fovea.data.Examples;
import dev.fovea.data.Problem;
import dev.fovea.data.idx.IdxDataset;
import dev.fovea.data.idx.MnistFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Idx files.
 *
 * @param classes the names of the classes
 * @param shape of one example, if it is to be checked
 */
public record IdxPart(Optional<List<String>> classes, Optional<Shape> shape) implements PartReader {
  public static final DataFormat FORMAT =
      new DataFormat(
          "idx",
          List.of(ClassesKey.CLASSES, ClassesKey.SHAPE),
          path -> Entries.in(path).stream().anyMatch(IdxPart::isTrainingImages),
          section ->
              new IdxPart(
                  ClassesKey.read(section).or(() -> Optional.of(ClassTargets.numbered(10))),
                  ClassesKey.shape(section)));

  private static boolean isTrainingImages(Path file) {
    return Entries.name(file).matches("train-images[-.]idx3-ubyte(\\.gz)?");
  }

  @Override
  public Found find(Path path) throws IOException {
    MnistFolder.FourFiles files = MnistFolder.files(path);
    return new Found(
        part(path, files.trainImages(), files.trainLabels()),
        Optional.empty(),
        Optional.of(part(path, files.testImages(), files.testLabels())));
  }

  private static Part part(Path folder, Path images, Path labels) {
    return Part.of(folder)
        .with(Part.INPUTS, images.toString())
        .with(Part.LABELS, labels.toString());
  }

  @Override
  public Examples read(String set, Part part, Optional<List<String>> names) throws IOException {
    Path inputs = Path.of(role(part, Part.INPUTS));
    Path labels = Path.of(role(part, Part.LABELS));
    String name = part.name() + " " + set;
    List<String> all = names.orElseGet(() -> ClassTargets.numbered(10));
    return Examples.of(
        shape.isPresent()
            ? IdxDataset.read(name, inputs, labels, all, shape.get())
            : IdxDataset.read(name, inputs, labels, all));
  }

  private static String role(Part part, String role) throws DataFileException {
    Optional<String> value = part.role(role);
    if (value.isEmpty()) {
      throw new DataFileException(
          Problem.of("idx: a set has two files, inputs and labels")
              .with(
                  "expected", "{inputs: train-images-idx3-ubyte, labels: train-labels-idx1-ubyte}")
              .with("found", part.files()));
    }
    return value.get();
  }
}
