package dev.fovea.cli.dataset;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.Examples;
import dev.fovea.data.cifar.CifarFiles;
import dev.fovea.data.cifar.CifarFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * CIFAR-10 in its binary form.
 *
 * @param classes the names of the classes
 */
record CifarPart(Optional<List<String>> classes) implements PartReader {
  static final DataFormat FORMAT =
      new DataFormat(
          "cifar10",
          List.of(ClassesKey.CLASSES),
          path ->
              Entries.in(path).stream()
                  .anyMatch(file -> Entries.name(file).matches("data_batch_\\d+\\.bin(\\.gz)?")),
          section -> new CifarPart(ClassesKey.read(section)));

  @Override
  public Found find(Path path) throws IOException {
    if (Files.isRegularFile(path)) {
      return Found.all(Part.of(path));
    }
    CifarFolder folder = CifarFolder.find(path);
    return new Found(
        Part.of(folder.train()), Optional.empty(), Optional.of(Part.of(folder.test())));
  }

  @Override
  public Examples read(String set, Part part, Optional<List<String>> names) throws IOException {
    Path beside = part.files().getFirst().toAbsolutePath().resolveSibling("batches.meta.txt");
    List<String> known =
        names.isPresent()
            ? names.get()
            : Files.exists(beside) ? CifarFiles.classNames(beside) : CifarFiles.CLASSES;
    Path folder = beside.getParent();
    String name = (folder == null ? "cifar10" : Entries.name(folder)) + " " + set;
    return Examples.of(CifarFiles.read(name, part.files(), known));
  }

  @Override
  public Optional<Shape> shape() {
    return Optional.of(CifarFiles.PICTURE);
  }
}
