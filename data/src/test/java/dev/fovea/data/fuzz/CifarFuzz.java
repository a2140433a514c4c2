package dev.fovea.data.fuzz;

import dev.fovea.data.cifar.CifarFiles;
import java.io.IOException;
import java.util.List;

/** Any bytes as CIFAR-10 records. */
public final class CifarFuzz {
  private CifarFuzz() {}

  /** What Jazzer calls. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    Fuzzed.read(
        "any.bin", bytes, file -> CifarFiles.read("any", List.of(file), CifarFiles.CLASSES));
  }
}
