package dev.fovea.files.pytorch;

import dev.fovea.files.Fuzzed;
import java.io.IOException;

/** Any bytes as a whole file of torch.save, of the legacy format or a zip. */
public final class PyTorchFuzz {
  private PyTorchFuzz() {}

  /** What Jazzer calls. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    Fuzzed.read(bytes, PyTorchFile::parse);
  }
}
