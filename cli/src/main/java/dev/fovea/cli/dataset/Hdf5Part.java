package dev.fovea.cli.dataset;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.Dataset;
import dev.fovea.data.Examples;
import dev.fovea.data.hdf5.Hdf5Dataset;
import dev.fovea.data.hdf5.Hdf5File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Arrays in HDF5 files.
 *
 * @param names the paths of inputs, labels and groups in the file
 * @param isSliced whether inputs stay in the file and are read as they are needed
 * @param classes the names of the classes
 * @param shape of one example, to describe a network before its data is named
 */
record Hdf5Part(
    RoleNames names, boolean isSliced, Optional<List<String>> classes, Optional<Shape> shape)
    implements PartReader {
  private static final String SLICED = "sliced";
  static final DataFormat FORMAT =
      new DataFormat(
          "hdf5",
          RoleNames.withKeys(ClassesKey.CLASSES, ClassesKey.SHAPE, SLICED),
          DataFormats.endingIn(".h5", ".hdf5"),
          section ->
              new Hdf5Part(
                  RoleNames.read(section),
                  section.flag(SLICED),
                  ClassesKey.read(section),
                  ClassesKey.shape(section)));

  @Override
  public Found find(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return Entries.find("hdf5", path, ".h5", ".hdf5");
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      return names.find(path, name -> file.has(name) ? Optional.of(name) : Optional.empty());
    }
  }

  @Override
  public Examples read(String set, Part part, Optional<List<String>> classNames)
      throws IOException {
    Hdf5File file = Hdf5File.open(part.files().getFirst());
    try {
      String inputs = part.role(Part.INPUTS).orElse(names.inputs());
      String labels = part.role(Part.LABELS).orElse(names.labels());
      String name = part.name() + " " + set;
      // What stays in the file is read as long as the program runs: its end closes the file.
      Dataset data =
          isSliced
              ? Hdf5Dataset.sliced(name, file, inputs, labels, classNames)
              : Hdf5Dataset.read(name, file, inputs, labels, classNames);
      Optional<String> groups = part.role(Part.GROUPS).or(names::groups);
      return groups.isEmpty()
          ? Examples.of(data)
          : Examples.of(data, Hdf5Dataset.groups(file, groups.get()));
    } finally {
      if (!isSliced) {
        file.close();
      }
    }
  }
}
