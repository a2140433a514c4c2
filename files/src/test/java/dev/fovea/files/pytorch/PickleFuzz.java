package dev.fovea.files.pytorch;

import dev.fovea.files.Fuzzed;
import java.io.IOException;

/** Any bytes as the pickle in a zip file with one storage; lengths and checksums are right. */
public final class PickleFuzz {
  private static final byte[] STORAGE = PickleBytes.floats(1, 2, 3, 4);

  private PickleFuzz() {}

  /** What Jazzer calls. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    Fuzzed.read(PickleBytes.zip(bytes, STORAGE), PyTorchFile::parse);
  }
}
