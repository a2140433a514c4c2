package dev.fovea.files.bytes;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Storage;
import dev.fovea.files.FormatException;
import dev.fovea.files.StoredType;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * How a tensor lies in bytes: where its first element is, and how far it is from one index of an
 * axis to the next. Rows, columns, slices, transposed and repeated tensors are all such views.
 */
public final class ElementView {
  private final StoredType type;
  private final ByteOrder order;
  private final Shape shape;
  private final long[] strides;
  private final long offset;

  private ElementView(StoredType type, ByteOrder order, Shape shape, long[] strides, long offset) {
    this.type = type;
    this.order = order;
    this.shape = shape;
    this.strides = strides;
    this.offset = offset;
  }

  /**
   * The last axis runs fastest.
   *
   * @param offset the first byte
   */
  public static ElementView rows(StoredType type, ByteOrder order, Shape shape, long offset) {
    long[] strides = new long[shape.rank()];
    long next = 1;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      strides[axis] = next;
      next *= Math.max(1, shape.dim(axis));
    }
    return new ElementView(type, order, shape, strides, offset);
  }

  /**
   * The first axis runs fastest.
   *
   * @param offset the first byte
   */
  public static ElementView columns(StoredType type, ByteOrder order, Shape shape, long offset) {
    long[] strides = new long[shape.rank()];
    long next = 1;
    for (int axis = 0; axis < shape.rank(); axis++) {
      strides[axis] = next;
      next *= Math.max(1, shape.dim(axis));
    }
    return new ElementView(type, order, shape, strides, offset);
  }

  /**
   * Any view.
   *
   * @param strides elements from one index of an axis to the next, at least 0
   * @param offset the first byte
   * @param end the byte after the last that may be looked at
   * @throws FormatException if it reaches beyond the end
   */
  public static ElementView strided(
      StoredType type, ByteOrder order, Shape shape, long[] strides, long offset, long end)
      throws FormatException {
    if (!isInside(type, shape, strides, offset, end)) {
      throw FormatException.of("tensor: it reaches beyond its storage")
          .fact("shape", shape + " " + type.label())
          .fact("strides", Arrays.toString(strides))
          .fact("offset", offset)
          .fact("storage", end + " bytes");
    }
    return new ElementView(type, order, shape, strides.clone(), offset);
  }

  private static boolean isInside(
      StoredType type, Shape shape, long[] strides, long offset, long end) {
    if (strides.length != shape.rank() || offset < 0 || offset > end) {
      return false;
    }
    if (shape.size() == 0) {
      return true;
    }
    long room = (end - offset) / type.bytes() - 1;
    for (int axis = 0; axis < strides.length && room >= 0; axis++) {
      long steps = shape.dim(axis) - 1L;
      if (steps > 0) {
        boolean fits = strides[axis] >= 0 && strides[axis] <= room / steps;
        room = fits ? room - strides[axis] * steps : -1;
      }
    }
    return room >= 0;
  }

  /** How its numbers stand in the bytes. */
  public StoredType type() {
    return type;
  }

  /** Its shape. */
  public Shape shape() {
    return shape;
  }

  /**
   * Reads the numbers.
   *
   * @throws FormatException if one of them has no meaning
   */
  public Tensor read(MemorySegment bytes) throws FormatException {
    Storage storage = Storage.zeros(type.dtype(), shape.size());
    if (storage.size() > 0) {
      Runs.of(shape.dims(), strides).decode(this, bytes, storage);
    }
    return Tensor.of(shape, storage);
  }

  /** The axes of a view, joined where one continues where the other ends. */
  private record Runs(int axes, int[] dims, long[] strides) {
    static Runs of(int[] dims, long[] strides) {
      int[] joined = new int[dims.length + 1];
      long[] steps = new long[dims.length + 1];
      int axes = 0;
      for (int axis = 0; axis < dims.length; axis++) {
        if (dims[axis] == 1) {
          continue;
        }
        if (axes > 0 && steps[axes - 1] == strides[axis] * dims[axis]) {
          joined[axes - 1] *= dims[axis];
          steps[axes - 1] = strides[axis];
        } else {
          joined[axes] = dims[axis];
          steps[axes] = strides[axis];
          axes++;
        }
      }
      if (axes == 0) {
        joined[0] = 1;
        steps[0] = 1;
        axes = 1;
      }
      return new Runs(axes, joined, steps);
    }

    /** Element by element along the last axis, an odometer over the others. */
    void decode(ElementView view, MemorySegment bytes, Storage to) throws FormatException {
      int width = view.type.bytes();
      int run = dims[axes - 1];
      int[] index = new int[axes - 1];
      long at = view.offset;
      for (int first = 0; ; first += run) {
        view.type.decode(bytes, at, strides[axes - 1] * width, view.order, to, first, run);
        int axis = axes - 2;
        while (axis >= 0 && ++index[axis] == dims[axis]) {
          at -= strides[axis] * width * (dims[axis] - 1);
          index[axis--] = 0;
        }
        if (axis < 0) {
          return;
        }
        at += strides[axis] * width;
      }
    }
  }
}
