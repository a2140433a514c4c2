package dev.fovea.files.numpy;

import dev.fovea.files.Fuzzed;
import java.io.IOException;

/** Any bytes as an npy file. */
public final class NpyFuzz {
  private NpyFuzz() {}

  /** What Jazzer calls. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    Fuzzed.read(bytes, NpyFile::parse);
  }
}
