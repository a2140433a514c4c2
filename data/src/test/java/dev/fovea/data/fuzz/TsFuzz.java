package dev.fovea.data.fuzz;

import dev.fovea.data.ts.TsFile;
import java.io.IOException;
import java.util.Optional;

/** Any bytes as time series. */
public final class TsFuzz {
  private TsFuzz() {}

  /** What Jazzer calls. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    Fuzzed.read("any.ts", bytes, file -> TsFile.readPadded("any", file, Optional.empty(), 0));
  }
}
