package dev.fovea.data.fuzz;

import dev.fovea.data.idx.IdxFile;
import java.io.IOException;

/** Any bytes as an idx file. */
public final class IdxFuzz {
  private IdxFuzz() {}

  /** What Jazzer calls. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    Fuzzed.read("any.idx", bytes, file -> IdxFile.read(file).toFloatArray());
  }
}
