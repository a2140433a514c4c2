package dev.fovea.data.fuzz;

import dev.fovea.data.hdf5.Hdf5Array;
import dev.fovea.data.hdf5.Hdf5File;
import java.io.IOException;
import java.nio.file.Path;

/** Any bytes as an HDF5 file with the arrays {@code x} and {@code g/y}. */
public final class Hdf5Fuzz {
  private static final int MOST_VALUES = 1 << 20;

  private Hdf5Fuzz() {}

  /** What Jazzer calls. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    Fuzzed.read("any.h5", bytes, Hdf5Fuzz::read);
  }

  private static void read(Path path) throws IOException {
    try (Hdf5File file = Hdf5File.open(path)) {
      for (String name : new String[] {"x", "g/y"}) {
        if (file.has(name)) {
          Hdf5Array array = file.array(name);
          if (array.rows() > 0 && array.rowValues() <= MOST_VALUES) {
            array.rows(0, 1);
            array.rows(array.rows() - 1, 1);
          }
        }
      }
    }
  }
}
