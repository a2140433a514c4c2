package dev.fovea.files.safetensors;

import dev.fovea.files.Fuzzed;
import java.io.IOException;

/** Any bytes as a safetensors file. */
public final class SafetensorsFuzz {
  private SafetensorsFuzz() {}

  /** What Jazzer calls. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    Fuzzed.read(bytes, SafetensorsLayout::parse);
  }
}
