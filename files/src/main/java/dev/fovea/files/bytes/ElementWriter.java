package dev.fovea.files.bytes;

import dev.fovea.core.shape.Storage;
import dev.fovea.files.FormatException;
import dev.fovea.files.StoredTensor;
import dev.fovea.files.StoredType;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;

/** Writes the numbers of tensors row by row, the lowest byte of each first. */
public final class ElementWriter {
  private static final int CHUNK = 1 << 16;

  private ElementWriter() {}

  /**
   * Writes the numbers of one tensor.
   *
   * @param name the tensor's name, for errors
   * @throws FormatException if a number does not fit the type
   */
  public static void write(String name, StoredTensor tensor, OutputStream out) throws IOException {
    Storage storage = tensor.read().storage();
    StoredType type = tensor.type();
    byte[] chunk = new byte[CHUNK];
    MemorySegment bytes = MemorySegment.ofArray(chunk);
    for (int first = 0; first < storage.size(); ) {
      int count = Math.min(CHUNK / type.bytes(), storage.size() - first);
      try {
        type.encode(storage, first, count, bytes);
      } catch (FormatException wrong) {
        throw wrong.within("tensor", name);
      }
      out.write(chunk, 0, count * type.bytes());
      first += count;
    }
  }

  /** How many bytes the numbers of a tensor take. */
  public static long length(StoredTensor tensor) {
    return (long) tensor.shape().size() * tensor.type().bytes();
  }
}
