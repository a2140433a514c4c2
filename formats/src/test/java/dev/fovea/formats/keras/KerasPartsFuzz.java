package dev.fovea.formats.keras;

import dev.fovea.files.json.StrictJson;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;

/**
 * Any bytes as the two parts of a {@code .keras} file, the description up to the first zero byte
 * and the weights after it: no checksum keeps the fuzzer from what is inside.
 */
public final class KerasPartsFuzz {
  private KerasPartsFuzz() {}

  /** What Jazzer calls. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    byte[] text = Arrays.copyOf(bytes, end);
    byte[] weights = Arrays.copyOfRange(bytes, Math.min(end + 1, bytes.length), bytes.length);
    KerasFuzz.check(() -> {
      ModelConfig config = ModelConfig.read(StrictJson.read(text, Hdf5.WHAT, 0), 3, false);
      return Hdf5.read(
          MemorySegment.ofArray(weights),
          root -> Importer.read(config, new ArchiveWeights(Optional.of(root), config), "3"));
    });
  }
}
