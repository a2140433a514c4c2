package dev.fovea.files;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Files that others made. Tests that need them are shown as skipped where there are none. */
public final class RealData {
  private RealData() {}

  /** A file or folder below the one that the environment names. */
  public static Path at(String name) {
    String data = System.getenv("FOVEA_DATA");
    assumeTrue(data != null, "FOVEA_DATA is not set: no real files here");
    Path file = Path.of(Objects.requireNonNull(data)).resolve(name);
    assumeTrue(Files.exists(file), "FOVEA_DATA has no file " + file);
    return file;
  }
}
