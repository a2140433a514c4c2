package dev.fovea.cli.dataset;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.DataFileException;
import dev.fovea.data.Dataset;
import dev.fovea.data.Examples;
import dev.fovea.data.Problem;
import dev.fovea.data.arrays.ArrayDataset;
import dev.fovea.data.arrays.ArrayFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Arrays in NumPy's or PyTorch's files.
 *
 * @param ending how the names of the files end
 * @param names how inputs, labels and groups are called
 * @param classes the names of the classes
 * @param shape of one example, if it is to be another than in the file
 */
record ArraysPart(
    String ending, RoleNames names, Optional<List<String>> classes, Optional<Shape> shape)
    implements PartReader {
  static final DataFormat NPY = format("npy", ".npy");
  static final DataFormat NPZ = format("npz", ".npz");
  static final DataFormat PYTORCH = format("pytorch", ".pt", ".pth");

  private static DataFormat format(String name, String... endings) {
    return new DataFormat(
        name,
        RoleNames.withKeys(ClassesKey.CLASSES, ClassesKey.SHAPE),
        DataFormats.endingIn(endings),
        section ->
            new ArraysPart(
                endings[0],
                RoleNames.read(section),
                ClassesKey.read(section),
                ClassesKey.shape(section)));
  }

  private boolean isOneArrayAFile() {
    return ending.equals(".npy");
  }

  @Override
  public Found find(Path path) throws IOException {
    if (Files.isRegularFile(path)) {
      if (isOneArrayAFile()) {
        throw new DataFileException(
            Problem.of("npy: a data set is two files, inputs and labels")
                .with("expected", "a folder with " + names.inputs() + "_train.npy and so on")
                .with("found", path));
      }
      List<String> arrays = ArrayFile.of(path).names();
      return names.find(path, role -> arrays.contains(role) ? Optional.of(role) : Optional.empty());
    }
    if (!isOneArrayAFile()) {
      return Entries.find("arrays", path, ".npz", ".pt", ".pth");
    }
    return names.find(
        path,
        role -> {
          Path file = path.resolve(role + ending);
          return Files.isRegularFile(file) ? Optional.of(file.toString()) : Optional.empty();
        });
  }

  @Override
  public Examples read(String set, Part part, Optional<List<String>> classNames)
      throws IOException {
    Dataset data =
        ArrayDataset.read(
            part.name() + " " + set,
            array(part, Part.INPUTS, names.inputs()),
            array(part, Part.LABELS, names.labels()),
            classNames,
            shape);
    Optional<String> groups = part.role(Part.GROUPS).or(names::groups);
    return groups.isEmpty()
        ? Examples.of(data)
        : Examples.of(data, ArrayDataset.groups(array(part, Part.GROUPS, groups.get())));
  }

  private ArrayFile array(Part part, String role, String otherwise) {
    String name = part.role(role).orElse(otherwise);
    if (!isOneArrayAFile()) {
      return ArrayFile.of(part.files().getFirst(), name);
    }
    return ArrayFile.of(
        part.role(role).isPresent()
            ? Path.of(name)
            : part.files().getFirst().resolve(name + ending));
  }
}
