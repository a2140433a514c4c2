package dev.fovea.cli.config;

import dev.fovea.core.Shape;
import dev.fovea.data.Examples;
import dev.fovea.data.seismic.Seismograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    return Files.isDirectory(path)
        ? Entries.hasTrain(path, ".h5", ".hdf5")
            ? Entries.find("seismograms", path, ".h5", ".hdf5")
            : Found.all(Part.of(path.resolve("seismic_windows.h5")))
        : Found.all(Part.of(path));
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
