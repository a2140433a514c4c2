package dev.fovea.core.shape;

import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/**
 * The sizes of a tensor's axes, outermost first; immutable. A scalar has rank 0 and size 1. Sizes
 * may be 0 (an empty tensor) but never negative, and the number of elements fits an {@code int}.
 */
public final class Shape {
  private static final Shape SCALAR = new Shape(new int[0], 1);

  private final int[] dims;
  private final int size;

  private Shape(int[] dims, int size) {
    this.dims = dims;
    this.size = size;
  }

  /**
   * A shape with these sizes.
   *
   * @throws ShapeError if a size is negative or the elements are more than 2<sup>31</sup> − 1
   */
  public static Shape of(int... dims) {
    long size = 1;
    for (int dim : dims) {
      if (dim < 0) {
        throw ShapeError.of("shape: a size is negative").fact("sizes", Arrays.toString(dims));
      }
      size = Math.min(size, Integer.MAX_VALUE + 1L) * dim;
    }
    if (size > Integer.MAX_VALUE) {
      throw ShapeError.of("shape: too many elements")
          .fact("sizes", Arrays.toString(dims))
          .fact("expected", "at most " + Integer.MAX_VALUE + " elements");
    }
    return new Shape(dims.clone(), (int) size);
  }

  /** A shape with these sizes. */
  public static Shape of(List<Integer> dims) {
    return of(dims.stream().mapToInt(Integer::intValue).toArray());
  }

  /** The shape of a single number: rank 0. */
  public static Shape scalar() {
    return SCALAR;
  }

  /** How many axes there are. */
  public int rank() {
    return dims.length;
  }

  /** How many elements there are: the product of the sizes. */
  public int size() {
    return size;
  }

  /**
   * The size of one axis; negative numbers count from the end (−1 is the last).
   *
   * @throws ShapeError if there is no such axis
   */
  public int dim(int axis) {
    return dims[axis(axis)];
  }

  /** All sizes, in a new array. */
  public int[] dims() {
    return dims.clone();
  }

  /**
   * An axis counted from the front, whatever the sign it was given with.
   *
   * @throws ShapeError if there is no such axis
   */
  public int axis(int axis) {
    int found = axis < 0 ? axis + dims.length : axis;
    if (found < 0 || found >= dims.length) {
      throw ShapeError.of("axis out of range")
          .fact("shape", this)
          .fact(
              "expected",
              dims.length == 0
                  ? "none, it is a single number"
                  : "an axis from " + -dims.length + " to " + (dims.length - 1))
          .fact("but was", axis);
    }
    return found;
  }

  /** This shape with one axis of another size. */
  public Shape with(int axis, int dim) {
    int[] changed = dims.clone();
    changed[axis(axis)] = dim;
    return of(changed);
  }

  /** This shape without one axis. */
  public Shape without(int axis) {
    int gone = axis(axis);
    int[] left = new int[dims.length - 1];
    for (int i = 0, j = 0; i < dims.length; i++) {
      if (i != gone) {
        left[j++] = dims[i];
      }
    }
    return of(left);
  }

  /**
   * This shape with an axis of the given size put in front of {@code axis}.
   *
   * @throws ShapeError if there is no such place
   */
  public Shape insert(int axis, int dim) {
    if (axis < 0 || axis > dims.length) {
      throw ShapeError.of("insert: no such place for an axis")
          .fact("shape", this)
          .fact("expected", "a place from 0 to " + dims.length)
          .fact("but was", axis);
    }
    int[] more = new int[dims.length + 1];
    for (int i = 0, j = 0; i < more.length; i++) {
      more[i] = i == axis ? dim : dims[j++];
    }
    return of(more);
  }

  /** The product of the sizes of the axes {@code from} (inclusive) to {@code to} (exclusive). */
  public int size(int from, int to) {
    int product = 1;
    for (int i = from; i < to; i++) {
      product *= dims[i];
    }
    return product;
  }

  /** The distance, in elements of a row-major array, from one index of an axis to the next. */
  public int stride(int axis) {
    return size(axis + 1, dims.length);
  }

  /**
   * The sizes with the names of their axes, such as {@code [N=32, C=64, H=28, W=28]}; without names
   * if their number differs from the rank.
   */
  public String named(String... names) {
    if (names.length != dims.length) {
      return toString();
    }
    StringJoiner text = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < dims.length; i++) {
      text.add(names[i] + "=" + dims[i]);
    }
    return text.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /** The sizes in brackets, such as {@code [32, 64, 28, 28]}. */
  @Override
  public String toString() {
    return Arrays.toString(dims);
  }
}
