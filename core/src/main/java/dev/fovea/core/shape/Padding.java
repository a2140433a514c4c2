package dev.fovea.core.shape;

import java.util.List;

/** How many zeros a {@link Window} sees around its input. */
public sealed interface Padding {
  /** No padding: the window stays inside the input. */
  static Padding valid() {
    return new Valid();
  }

  /**
   * As much padding as keeps {@code ⌈input / stride⌉} outputs; an odd rest goes after. Equal to
   * PyTorch's {@code "same"} for stride 1 (PyTorch has no other) and to TensorFlow's for any
   * stride.
   */
  static Padding same() {
    return new Same();
  }

  /** As many zeros before and after on each axis: one number for all axes, or one per axis. */
  static Padding of(int... perAxis) {
    List<Integer> sizes = Window.list(perAxis);
    return new Explicit(sizes, sizes);
  }

  /** This many zeros before and this many after, per axis. */
  static Padding of(List<Integer> before, List<Integer> after) {
    return new Explicit(before, after);
  }

  /** No padding. */
  record Valid() implements Padding {}

  /** Padding that depends on the input's size; see {@link Padding#same()}. */
  record Same() implements Padding {}

  /**
   * Padding in numbers.
   *
   * @param before zeros before the first element, per axis (or one number for all)
   * @param after zeros after the last element, per axis (or one number for all)
   */
  record Explicit(List<Integer> before, List<Integer> after) implements Padding {
    public Explicit {
      before = List.copyOf(before);
      after = List.copyOf(after);
      for (List<Integer> side : List.of(before, after)) {
        if (side.stream().anyMatch(zeros -> zeros < 0)) {
          throw ShapeError.of("window: padding is negative").fact("padding", side);
        }
      }
    }
  }
}
