package dev.fovea.data.fuzz;

import dev.fovea.data.csv.CsvLayout;
import dev.fovea.data.csv.CsvTable;
import java.io.IOException;
import java.util.Optional;

/** Any bytes as a table. */
public final class CsvFuzz {
  private CsvFuzz() {}

  /** What Jazzer calls. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    Fuzzed.read(
        "any.csv",
        bytes,
        file ->
            CsvTable.read("any", file, CsvLayout.standard(), Optional.empty(), Optional.empty()));
  }
}
