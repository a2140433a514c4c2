package dev.fovea.files.bytes;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.files.FormatException;
import dev.fovea.files.StoredTensor;
import dev.fovea.files.StoredType;
import java.lang.foreign.MemorySegment;

/**
 * A tensor that is read from the bytes of a file.
 *
 * @param name what errors call it
 * @param view how it lies in the bytes
 * @param bytes the bytes
 */
public record FileTensor(String name, ElementView view, Bytes bytes) implements StoredTensor {
  /** Bytes that may have to be unpacked first. */
  @FunctionalInterface
  public interface Bytes {
    /** Gives them. */
    MemorySegment get() throws FormatException;
  }

  @Override
  public StoredType type() {
    return view.type();
  }

  @Override
  public Shape shape() {
    return view.shape();
  }

  @Override
  public Tensor read() throws FormatException {
    try {
      return view.read(bytes.get());
    } catch (FormatException wrong) {
      throw wrong.within("tensor", name);
    }
  }
}
