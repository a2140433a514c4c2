package dev.fovea.core.shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The geometry that convolution and pooling share: a window of {@code kernel} taps, {@code
 * dilation} apart, that moves by {@code stride} over an input with {@code padding}. Each list has
 * one number per spatial axis: one for signals, two (height, width) for images.
 *
 * <p>The output has {@code ⌊(input + before + after − dilation·(kernel − 1) − 1) / stride⌋ + 1}
 * positions per axis. In ceil mode the quotient is rounded up, except that a last window which
 * would start in the padding after the input is dropped, as in PyTorch.
 *
 * @param kernel taps per axis, at least 1
 * @param stride steps between windows per axis, at least 1
 * @param dilation steps between taps per axis, at least 1
 * @param padding zeros around the input
 * @param ceilMode whether a last, partial window counts (pooling only)
 * @see <a href="https://arxiv.org/abs/1603.07285">Dumoulin and Visin 2016, relationship 15</a>
 */
public record Window(
    List<Integer> kernel,
    List<Integer> stride,
    List<Integer> dilation,
    Padding padding,
    boolean ceilMode) {

  public Window {
    kernel = atLeastOne("kernel", kernel);
    if (kernel.size() > 2) {
      throw ShapeError.of("window: wrong number of spatial axes")
          .fact("kernel", kernel)
          .fact("expected", "1 (signals) or 2 (images)")
          .fact("but was", kernel.size());
    }
    stride = atLeastOne("stride", stride);
    dilation = atLeastOne("dilation", dilation);
    if (stride.size() != kernel.size() || dilation.size() != kernel.size()) {
      throw ShapeError.of("window: kernel, stride and dilation differ in their number of axes")
          .fact("kernel", kernel)
          .fact("stride", stride)
          .fact("dilation", dilation);
    }
  }

  /** A window of this kernel (one number per axis), stride 1, no padding, no dilation. */
  public static Window of(int... kernel) {
    List<Integer> ones = Collections.nCopies(kernel.length, 1);
    return new Window(list(kernel), ones, ones, Padding.valid(), false);
  }

  /** This window with another stride: one number for all axes, or one per axis. */
  public Window stride(int... perAxis) {
    return new Window(kernel, spread(perAxis), dilation, padding, ceilMode);
  }

  /** This window with another dilation: one number for all axes, or one per axis. */
  public Window dilation(int... perAxis) {
    return new Window(kernel, stride, spread(perAxis), padding, ceilMode);
  }

  /** This window with as many zeros on both sides: one number for all axes, or one per axis. */
  public Window padding(int... perAxis) {
    return padding(Padding.of(perAxis));
  }

  /** This window with another padding. */
  public Window padding(Padding padding) {
    return new Window(kernel, stride, dilation, padding, ceilMode);
  }

  /** This window with a last, partial window counted. */
  public Window ceilMode(boolean ceil) {
    return new Window(kernel, stride, dilation, padding, ceil);
  }

  /** Spatial axes: 1 for signals, 2 for images. */
  public int rank() {
    return kernel.size();
  }

  /** Zeros before the input on an axis. The padding must be in numbers: see {@link #resolve}. */
  public int before(int axis) {
    return ((Padding.Explicit) padding).before().get(axis);
  }

  /** Zeros after the input on an axis. The padding must be in numbers: see {@link #resolve}. */
  public int after(int axis) {
    return ((Padding.Explicit) padding).after().get(axis);
  }

  /** Input elements from the first to the last tap of an axis, both counted. */
  public int extent(int axis) {
    return dilation.get(axis) * (kernel.get(axis) - 1) + 1;
  }

  /** This window with its padding in numbers for an input of the given spatial sizes. */
  public Window resolve(List<Integer> input) {
    if (input.size() != rank()) {
      throw ShapeError.of("window: wrong number of spatial axes")
          .fact("input", input)
          .fact("expected", rank() + " as the kernel " + kernel)
          .fact("but was", input.size());
    }
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    for (int axis = 0; axis < rank(); axis++) {
      switch (padding) {
        case Padding.Valid _ -> {
          before.add(0);
          after.add(0);
        }
        case Padding.Same _ -> {
          int outputs = Math.ceilDiv(input.get(axis), stride.get(axis));
          int needed = (outputs - 1) * stride.get(axis) + extent(axis) - input.get(axis);
          before.add(Math.max(needed, 0) / 2);
          after.add(Math.max(needed, 0) - Math.max(needed, 0) / 2);
        }
        case Padding.Explicit numbers -> {
          before.add(pick("padding", numbers.before(), axis));
          after.add(pick("padding", numbers.after(), axis));
        }
      }
    }
    return padding(Padding.of(List.copyOf(before), List.copyOf(after)));
  }

  /**
   * The output's spatial sizes for an input of these. The padding must be in numbers.
   *
   * @throws ShapeError if the kernel is larger than the padded input
   */
  public List<Integer> output(List<Integer> input) {
    List<Integer> output = new ArrayList<>();
    for (int axis = 0; axis < rank(); axis++) {
      int padded = input.get(axis) + before(axis) + after(axis);
      int room = padded - extent(axis);
      if (room < 0) {
        throw ShapeError.of("window: the kernel is larger than the input")
            .fact("input", input)
            .fact("kernel", kernel + (dilation.stream().allMatch(d -> d == 1) ? "" : " dilated"))
            .fact("expected", "at least " + extent(axis) + " padded elements on axis " + axis)
            .fact("but was", padded);
      }
      int step = stride.get(axis);
      int outputs = (ceilMode ? Math.ceilDiv(room, step) : room / step) + 1;
      if (ceilMode && (outputs - 1) * step >= input.get(axis) + before(axis)) {
        outputs--;
      }
      output.add(outputs);
    }
    return output;
  }

  /** The sizes as a list. */
  public static List<Integer> list(int... sizes) {
    return Arrays.stream(sizes).boxed().toList();
  }

  private List<Integer> spread(int... perAxis) {
    return perAxis.length == 1 ? Collections.nCopies(rank(), perAxis[0]) : list(perAxis);
  }

  private int pick(String what, List<Integer> perAxis, int axis) {
    if (perAxis.size() != 1 && perAxis.size() != rank()) {
      throw ShapeError.of("window: wrong number of values for " + what)
          .fact("expected", "1 or " + rank())
          .fact("but was", perAxis);
    }
    return perAxis.size() == 1 ? perAxis.getFirst() : perAxis.get(axis);
  }

  private static List<Integer> atLeastOne(String what, List<Integer> sizes) {
    if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 1)) {
      throw ShapeError.of("window: " + what + " must be at least 1 on every axis")
          .fact("but was", sizes);
    }
    return List.copyOf(sizes);
  }
}
