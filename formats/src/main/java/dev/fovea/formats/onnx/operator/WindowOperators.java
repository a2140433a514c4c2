package dev.fovea.formats.onnx.operator;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Padding;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Convolution and pooling. */
final class WindowOperators {
  private static final int MOST_SLICES = 1024;

  static final Map<String, Operator> ALL =
      Map.ofEntries(
          Map.entry("Conv", Operator.of(WindowOperators::convolution)),
          Map.entry("ConvTranspose", Operator.of(WindowOperators::transposed)),
          Map.entry("MaxPool", Operator.of(WindowOperators::maxPool)),
          Map.entry("AveragePool", Operator.of(WindowOperators::averagePool)),
          Map.entry(
              "GlobalAveragePool",
              Operator.of(
                  call -> call.x().mean(spatial(call)).keepDims(call.shape(), spatial(call)))),
          Map.entry(
              "GlobalMaxPool",
              Operator.of(
                  call -> call.x().max(spatial(call)).keepDims(call.shape(), spatial(call)))));

  private WindowOperators() {}

  /** The axes after batch and channels. */
  static int[] spatial(Call call) {
    if (call.shape().rank() < 3) {
      throw call.error("expects at least one spatial axis").fact("input", call.shape());
    }
    return IntStream.range(2, call.shape().rank()).toArray();
  }

  // ---- geometry ----

  /**
   * What moves over the spatial axes, of any number; {@link Window} has at most two.
   *
   * @param kernel taps per axis
   * @param stride steps between windows per axis
   * @param dilation steps between taps per axis
   * @param before padding before each axis
   * @param after padding after each axis
   */
  private record Geometry(
      int[] kernel, int[] stride, int[] dilation, int[] before, int[] after, boolean ceil) {
    static Geometry of(Call call, int[] kernel) {
      int axes = kernel.length;
      int[] stride = call.perAxis("strides", axes, 1);
      int[] dilation = call.perAxis("dilations", axes, 1);
      int[] before = new int[axes];
      int[] after = new int[axes];
      for (int axis = 0; axis < axes; axis++) {
        long extent = (long) dilation[axis] * (kernel[axis] - 1) + 1;
        if (stride[axis] < 1 || dilation[axis] < 1 || kernel[axis] < 1 || extent > 1 << 30) {
          throw call.error("a window cannot be")
              .fact("kernel", Arrays.toString(kernel))
              .fact("strides", Arrays.toString(stride))
              .fact("dilations", Arrays.toString(dilation));
        }
        int size = call.shape().dim(2 + axis);
        String mode = call.text("auto_pad", "NOTSET");
        switch (mode) {
          case "NOTSET", "" -> {
            int[] pads = call.perAxis("pads", 2 * axes, 0);
            before[axis] = pads[axis];
            after[axis] = pads[axes + axis];
          }
          case "VALID" -> {}
          case "SAME_UPPER", "SAME_LOWER" -> {
            long outputs = Math.ceilDiv(size, stride[axis]);
            long needed = Math.max(0, (outputs - 1) * stride[axis] + extent - size);
            int less = (int) (needed / 2);
            int more = (int) (needed - less);
            before[axis] = mode.equals("SAME_UPPER") ? less : more;
            after[axis] = mode.equals("SAME_UPPER") ? more : less;
          }
          default -> throw call.wrong("auto_pad", "NOTSET, VALID, SAME_UPPER or SAME_LOWER");
        }
      }
      return new Geometry(kernel, stride, dilation, before, after, call.flag("ceil_mode", false));
    }

    int axes() {
      return kernel.length;
    }

    Window window(int from, int to) {
      return new Window(
          list(kernel, from, to),
          list(stride, from, to),
          list(dilation, from, to),
          Padding.of(list(before, from, to), list(after, from, to)),
          ceil);
    }

    Window window() {
      return window(0, axes());
    }

    private static List<Integer> list(int[] numbers, int from, int to) {
      return IntStream.range(from, to).map(axis -> numbers[axis]).boxed().toList();
    }
  }

  private static int[] kernelOf(Call call, Shape weight) {
    if (weight.rank() != call.shape().rank() || weight.rank() < 3 || weight.rank() > 5) {
      throw call.error("expects signals, images or volumes, and a weight of as many axes")
          .fact("input", call.shape())
          .fact("weight", weight);
    }
    return Arrays.copyOfRange(weight.dims(), 2, weight.rank());
  }

  private static int[] kernelSaid(Call call) {
    int axes = call.shape().rank() - 2;
    if (axes < 1 || axes > 3) {
      throw call.error("expects signals, images or volumes").fact("input", call.shape());
    }
    if (!call.has("kernel_shape")) {
      throw call.wrong("kernel_shape", axes + " numbers");
    }
    return call.perAxis("kernel_shape", axes, 1);
  }

  // ---- convolution ----

  private static Tensor convolution(Call call) {
    Tensor weight = call.input(1);
    Geometry geometry = Geometry.of(call, kernelOf(call, weight.shape()));
    int groups = call.small("group", 1);
    Tensor y =
        geometry.axes() == 3
            ? volume(call, weight, geometry, groups)
            : call.x().conv(weight, geometry.window(), groups);
    return call.optional(2).map(y::plusChannels).orElse(y);
  }

  /** A volume as slices along its first axis: for each tap there a convolution of images. */
  private static Tensor volume(Call call, Tensor weight, Geometry geometry, int groups) {
    Tensor x = padded(call.x(), 2, geometry.before()[0], geometry.after()[0], 0);
    int room = x.shape().dim(2) - geometry.dilation()[0] * (geometry.kernel()[0] - 1) - 1;
    if (room < 0 || geometry.kernel()[0] > MOST_SLICES) {
      throw call.error("the kernel is larger than the input, or too large")
          .fact("input", call.shape())
          .fact("kernel", Arrays.toString(geometry.kernel()));
    }
    int stride = geometry.stride()[0];
    int outputs = room / stride + 1;
    Window window = geometry.window(1, 3);
    List<Tensor> sums = new ArrayList<>();
    for (int tap = 0; tap < geometry.kernel()[0]; tap++) {
      int first = tap * geometry.dilation()[0];
      Tensor slices =
          stride == 1
              ? x.narrow(2, first, outputs)
              : MovingOperators.pick(x, 2, outputs, i -> first + i * stride);
      Tensor images = slices.permute(List.of(0, 2, 1, 3, 4));
      Shape shape = images.shape();
      Tensor kernel = weight.narrow(2, tap, 1);
      Shape flat = weight.shape().without(2);
      sums.add(
          images
              .reshape(shape.dim(0) * shape.dim(1), shape.dim(2), shape.dim(3), shape.dim(4))
              .conv(kernel.reshape(flat), window, groups));
    }
    Tensor sum = sums.stream().reduce(Tensor::plus).orElseThrow();
    int[] dims = sum.shape().dims();
    return sum.reshape(call.shape().dim(0), outputs, dims[1], dims[2], dims[3])
        .permute(List.of(0, 2, 1, 3, 4));
  }

  private static Tensor padded(Tensor x, int axis, int before, int after, double value) {
    if (before == 0 && after == 0) {
      return x;
    }
    List<Integer> front = new ArrayList<>(Collections.nCopies(x.shape().rank(), 0));
    List<Integer> back = new ArrayList<>(front);
    front.set(axis, before);
    back.set(axis, after);
    return x.pad(front, back, value);
  }

  private static Tensor transposed(Call call) {
    Tensor weight = call.input(1);
    int[] kernel = kernelOf(call, weight.shape());
    int axes = kernel.length;
    if (axes > 2) {
      throw call.error("transposed convolution of volumes is not known here")
          .fact("input", call.shape());
    }
    int[] stride = call.perAxis("strides", axes, 1);
    int[] dilation = call.perAxis("dilations", axes, 1);
    int[] extra = call.perAxis("output_padding", axes, 0);
    int[] pads = call.perAxis("pads", 2 * axes, 0);
    String mode = call.text("auto_pad", "NOTSET");
    boolean isSame = mode.startsWith("SAME");
    long[] wanted = call.wholes("output_shape").orElse(null);
    if (mode.equals("VALID")) {
      Arrays.fill(pads, 0);
    }
    for (int axis = 0; axis < axes && (isSame || wanted != null); axis++) {
      int in = call.shape().dim(2 + axis);
      long full = (in - 1L) * stride[axis] + (kernel[axis] - 1L) * dilation[axis] + 1 + extra[axis];
      long out = wanted == null ? (long) in * stride[axis] : wanted[wanted.length - axes + axis];
      long total = full - out;
      if (total < 0) {
        extra[axis] += wanted == null ? 0 : call.size(-total);
        total = 0;
      }
      int less = call.size(total / 2);
      int more = call.size(total - less);
      boolean isUpper = mode.equals("SAME_UPPER");
      pads[axis] = isUpper ? less : more;
      pads[axes + axis] = isUpper ? more : less;
    }
    Window window =
        new Window(
            Geometry.list(kernel, 0, axes),
            Geometry.list(stride, 0, axes),
            Geometry.list(dilation, 0, axes),
            Padding.of(Geometry.list(pads, 0, axes), Geometry.list(pads, axes, 2 * axes)),
            false);
    Tensor y = call.x().convTransposed(weight, window, call.small("group", 1), extra);
    return call.optional(2).map(y::plusChannels).orElse(y);
  }

  // ---- pooling ----

  private static Tensor maxPool(Call call) {
    Geometry geometry = Geometry.of(call, kernelSaid(call));
    return alongAll(
        call.x(),
        geometry,
        (x, window) ->
            isRoomy(window)
                ? outside(x, window, Double.NEGATIVE_INFINITY).maxPool(window.padding(0))
                : x.maxPool(window));
  }

  private static Tensor averagePool(Call call) {
    boolean counts = call.flag("count_include_pad", false);
    Geometry geometry = Geometry.of(call, kernelSaid(call));
    return alongAll(call.x(), geometry, (x, window) -> average(x, window, counts));
  }

  /** Pools one or two spatial axes. */
  private interface Pooling {
    Tensor of(Tensor x, Window window);
  }

  /** Volumes are pooled along their last two axes first, then along the one before. */
  private static Tensor alongAll(Tensor x, Geometry geometry, Pooling pooling) {
    if (geometry.axes() < 3) {
      return pooling.of(x, geometry.window());
    }
    int[] dims = x.shape().dims();
    Tensor flat = x.reshape(dims[0], dims[1] * dims[2], dims[3], dims[4]);
    Tensor images = pooling.of(flat, geometry.window(1, 3));
    int height = images.shape().dim(2);
    int width = images.shape().dim(3);
    Tensor rows = images.reshape(dims[0], dims[1], dims[2], height * width);
    Window depth = geometry.window(0, 1);
    Window tall =
        new Window(
            List.of(depth.kernel().getFirst(), 1),
            List.of(depth.stride().getFirst(), 1),
            List.of(depth.dilation().getFirst(), 1),
            Padding.of(List.of(depth.before(0), 0), List.of(depth.after(0), 0)),
            depth.ceilMode());
    Tensor pooled = pooling.of(rows, tall);
    return pooled.reshape(dims[0], dims[1], pooled.shape().dim(2), height, width);
  }

  /** Whether the padding is more than half of a window: more than pooling itself allows. */
  private static boolean isRoomy(Window window) {
    return IntStream.range(0, window.rank())
        .anyMatch(
            axis -> 2 * Math.max(window.before(axis), window.after(axis)) > window.extent(axis));
  }

  private static Tensor outside(Tensor x, Window window, double value) {
    Tensor y = x;
    for (int axis = 0; axis < window.rank(); axis++) {
      y = padded(y, 2 + axis, window.before(axis), window.after(axis), value);
    }
    return y;
  }

  private static Tensor average(Tensor x, Window window, boolean counts) {
    boolean isDilated = window.dilation().stream().anyMatch(step -> step != 1);
    if (!isRoomy(window) && !isDilated) {
      return x.avgPool(window, counts);
    }
    Tensor ones = Tensor.full(1, x.dtype(), x.shape());
    Tensor sums = sums(outside(x, window, 0), window.padding(0));
    Tensor present = outside(ones, window, counts ? 1 : 0);
    return sums.dividedBy(sums(present, window.padding(0)));
  }

  /** The sum of each window: a convolution of every channel with ones. */
  private static Tensor sums(Tensor x, Window window) {
    int[] dims = x.shape().dims();
    int[] alone = dims.clone();
    alone[0] = dims[0] * dims[1];
    alone[1] = 1;
    int[] kernel = new int[dims.length];
    Arrays.fill(kernel, 1);
    for (int axis = 0; axis < window.rank(); axis++) {
      kernel[2 + axis] = window.kernel().get(axis);
    }
    Tensor weight = Tensor.full(1, x.dtype(), Shape.of(kernel));
    Tensor y = x.reshape(Shape.of(alone)).conv(weight, window.ceilMode(false), 1);
    int[] shape = y.shape().dims();
    shape[0] = dims[0];
    shape[1] = dims[1];
    return y.reshape(Shape.of(shape));
  }
}
