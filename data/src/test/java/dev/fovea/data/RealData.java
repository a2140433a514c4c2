package dev.fovea.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Files of others, in the folder that the environment variable {@code FOVEA_DATA} names. */
public final class RealData {
  private RealData() {}

  /** A file or folder; a test that needs it is shown as skipped where there is none. */
  public static Path at(String name) {
    String data = System.getenv("FOVEA_DATA");
    assumeTrue(data != null, "FOVEA_DATA is not set: no real data here");
    Path file = Path.of(Objects.requireNonNull(data)).resolve(name);
    assumeTrue(Files.exists(file), "FOVEA_DATA has no " + file);
    return file;
  }
}
