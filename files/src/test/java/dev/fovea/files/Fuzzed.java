package dev.fovea.files;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * What every reader must hold for any bytes: it gives tensors, or an error that says what is wrong.
 * Anything else — another exception, an endless loop, more memory than the bytes are worth — is a
 * finding. {@code files/README.md} says how to look for more.
 */
public final class Fuzzed {
  /** Tensors beyond this are not read: that their bytes are there was checked before. */
  private static final int MOST_ELEMENTS = 1 << 20;

  private Fuzzed() {}

  /** Finds tensors in bytes. */
  @FunctionalInterface
  public interface Reader {
    /** Finds them. */
    NamedTensors parse(MemorySegment bytes) throws IOException;
  }

  /** Reads all tensors in these bytes; an error of ours is as good. */
  public static void read(byte[] bytes, Reader reader) throws IOException {
    try {
      for (StoredTensor tensor : reader.parse(MemorySegment.ofArray(bytes)).tensors().values()) {
        if (tensor.shape().size() <= MOST_ELEMENTS) {
          tensor.read();
        }
      }
    } catch (FormatException refused) {
      if (refused.getMessage() == null || refused.getMessage().isBlank()) {
        throw new AssertionError("an error that says nothing", refused);
      }
    }
  }
}
