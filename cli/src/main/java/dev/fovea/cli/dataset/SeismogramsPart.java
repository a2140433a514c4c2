package dev.fovea.cli.dataset;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.DataFileException;
import dev.fovea.data.Examples;
import dev.fovea.data.Problem;
import dev.fovea.data.hdf5.Hdf5File;
import dev.fovea.data.seismic.Seismograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Windows of earthquakes and of noise in an HDF5 file.
 *
 * @param shape of one window, to describe a network before its data is named
 */
record SeismogramsPart(Optional<Shape> shape) implements PartReader {
  static final DataFormat FORMAT =
      new DataFormat(
          "seismograms",
          List.of(ClassesKey.SHAPE),
          _ -> false,
          section -> new SeismogramsPart(ClassesKey.shape(section)));

  @Override
  public Found find(Path path) throws IOException {
    return Files.isDirectory(path) && Entries.hasTrain(path, ".h5", ".hdf5")
        ? Entries.find("seismograms", path, ".h5", ".hdf5")
        : Found.all(Part.of(Files.isDirectory(path) ? only(path) : path));
  }

  /** The one file of a folder that holds seismograms. */
  private static Path only(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path file : Entries.in(folder)) {
      if (Entries.name(file).matches("(?i).*\\.(h5|hdf5)")) {
        try (Hdf5File open = Hdf5File.open(file)) {
          if (open.has(Seismograms.EARTHQUAKES) && open.has(Seismograms.NOISE)) {
            found.add(file);
          }
        }
      }
    }
    if (found.size() != 1) {
      throw new DataFileException(
          Problem.of("seismograms: it is not clear which file is meant")
              .with("folder", folder)
              .with("expected", "one HDF5 file with the arrays earthquakes and noise")
              .with("found", found.isEmpty() ? "none" : found.toString()));
    }
    return found.getFirst();
  }

  @Override
  public Examples read(String set, Part part, Optional<List<String>> names) throws IOException {
    return Seismograms.read(part.name() + " " + set, part.files().getFirst()).examples();
  }

  @Override
  public Optional<List<String>> classes() {
    return Optional.of(Seismograms.CLASSES);
  }
}
