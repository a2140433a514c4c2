package dev.fovea.files.numpy;

import dev.fovea.files.Fuzzed;
import java.io.IOException;
import java.util.List;

/** Any bytes as an npz file. */
public final class NpzFuzz {
  private NpzFuzz() {}

  /** What Jazzer calls. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    Fuzzed.read(bytes, all -> NpzFile.parse(all, List.of()));
  }
}
