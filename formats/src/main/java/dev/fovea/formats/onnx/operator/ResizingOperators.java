package dev.fovea.formats.onnx.operator;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Images of another size: {@code Resize} and its forerunner {@code Upsample}, axis by axis. */
final class ResizingOperators {
  private static final int LARGEST_MATRIX = 1 << 23;

  static final Map<String, Operator> ALL =
      Map.ofEntries(
          Map.entry("Resize", Operator.of(ResizingOperators::resize)),
          Map.entry("Upsample", Operator.of(ResizingOperators::upsample)));

  private ResizingOperators() {}

  /**
   * How one axis changes.
   *
   * @param in its size
   * @param out its new size
   * @param scale how many new elements stand for an old one
   */
  private record Change(int in, int out, double scale) {}

  private static Tensor upsample(Call call) {
    int rank = call.shape().rank();
    double[] scales = new double[rank];
    Arrays.fill(scales, 1);
    if (call.version() < 7) {
      scales[rank - 2] = call.real("height_scale", 1);
      scales[rank - 1] = call.real("width_scale", 1);
    } else {
      scales =
          call.version() < 9
              ? call.reals("scales").orElseThrow(() -> call.wrong("scales", "numbers"))
              : call.doubles(1);
    }
    boolean isNearest = call.text("mode", "nearest").equals("nearest");
    Tensor y = call.x();
    for (int axis = 0; axis < rank; axis++) {
      Change change = scaled(call, axis, scales);
      if (change.scale() == 1) {
        continue;
      }
      DoubleUnaryOperator place = i -> i / change.scale();
      y = isNearest ? nearest(y, axis, change, place, Math::floor) : linear(y, axis, change, place);
    }
    return y;
  }

  private static Change scaled(Call call, int axis, double[] scales) {
    int rank = call.shape().rank();
    if (scales.length != rank || !(scales[axis] > 0)) {
      throw call.error("a positive scale an axis is needed")
          .fact("input", call.shape())
          .fact("but was", Arrays.toString(scales));
    }
    int in = call.shape().dim(axis);
    return new Change(in, call.size((long) Math.floor(in * scales[axis])), scales[axis]);
  }

  private static Tensor resize(Call call) {
    if (!call.text("keep_aspect_ratio_policy", "stretch").equals("stretch")) {
      throw call.wrong("keep_aspect_ratio_policy", "stretch");
    }
    if (call.flag("antialias", false)) {
      throw call.wrong("antialias", "0");
    }
    int rank = call.shape().rank();
    Change[] changes = changes(call);
    Tensor y = call.x();
    for (int axis = 0; axis < rank; axis++) {
      Change change = changes[axis];
      if (change.in() == change.out() && change.scale() == 1) {
        continue;
      }
      DoubleUnaryOperator place = place(call, change);
      y =
          switch (call.text("mode", "nearest")) {
            case "nearest" -> nearest(y, axis, change, place, rounding(call, change));
            case "linear" -> linear(y, axis, change, place);
            case "cubic" -> cubic(call, y, axis, change, place);
            default -> throw call.wrong("mode", "nearest, linear or cubic");
          };
    }
    return y;
  }

  private static Change[] changes(Call call) {
    Shape shape = call.shape();
    boolean isFirst = call.version() < 11;
    int scalesAt = isFirst ? 1 : 2;
    boolean hasSizes = !isFirst && call.optional(3).isPresent();
    double[] given = hasSizes ? call.doubles(3) : call.doubles(scalesAt);
    long[] axes = call.wholes("axes").orElse(null);
    Change[] changes = new Change[shape.rank()];
    for (int axis = 0; axis < shape.rank(); axis++) {
      changes[axis] = new Change(shape.dim(axis), shape.dim(axis), 1);
    }
    int count = axes == null ? shape.rank() : axes.length;
    if (given.length != count) {
      throw call.error("one number per axis is needed")
          .fact("expected", count + " numbers")
          .fact("but was", Arrays.toString(given));
    }
    for (int i = 0; i < count; i++) {
      int axis = axes == null ? i : call.axis(axes[i], shape.rank());
      int in = shape.dim(axis);
      if (hasSizes) {
        int out = call.size((long) given[i]);
        changes[axis] = new Change(in, out, out / (double) in);
      } else if (given[i] > 0) {
        changes[axis] = new Change(in, call.size((long) Math.floor(in * given[i])), given[i]);
      } else {
        throw call.error("a scale is not positive").fact("but was", Arrays.toString(given));
      }
    }
    return changes;
  }

  /** Where a new element stands among the old ones. */
  private static DoubleUnaryOperator place(Call call, Change change) {
    double scale = change.scale();
    int in = change.in();
    int out = change.out();
    DoubleUnaryOperator halfPixel = i -> (i + 0.5) / scale - 0.5;
    String mode = call.version() < 11 ? "asymmetric" : "half_pixel";
    return switch (call.text("coordinate_transformation_mode", mode)) {
      case "half_pixel" -> halfPixel;
      case "half_pixel_symmetric" -> {
        double offset = in / 2.0 * (1 - out / (scale * in));
        yield i -> offset + halfPixel.applyAsDouble(i);
      }
      case "pytorch_half_pixel" -> out > 1 ? halfPixel : _ -> 0;
      case "align_corners" -> out == 1 ? _ -> 0 : i -> i * (in - 1.0) / (out - 1);
      case "asymmetric" -> i -> i / scale;
      case "tf_half_pixel_for_nn" -> i -> (i + 0.5) / scale;
      default ->
          throw call.wrong(
              "coordinate_transformation_mode",
              "half_pixel, half_pixel_symmetric, pytorch_half_pixel, align_corners, asymmetric or"
                  + " tf_half_pixel_for_nn");
    };
  }

  /** In version 10 down for larger images and up for smaller ones, as its tests have it. */
  private static DoubleUnaryOperator rounding(Call call, Change change) {
    String first = change.scale() < 1 ? "ceil" : "floor";
    String mode = call.version() < 11 ? first : "round_prefer_floor";
    return switch (call.text("nearest_mode", mode)) {
      case "round_prefer_floor" -> x -> Math.ceil(x - 0.5);
      case "round_prefer_ceil" -> x -> Math.floor(x + 0.5);
      case "floor" -> Math::floor;
      case "ceil" -> Math::ceil;
      default ->
          throw call.wrong("nearest_mode", "round_prefer_floor, round_prefer_ceil, floor or ceil");
    };
  }

  // ---- ways to fill ----

  private static Tensor nearest(
      Tensor x, int axis, Change change, DoubleUnaryOperator place, DoubleUnaryOperator rounding) {
    return MovingOperators.pick(
        x,
        axis,
        change.out(),
        i -> {
          double old = rounding.applyAsDouble(place.applyAsDouble(i));
          return (long) Math.clamp(old, 0, change.in() - 1.0);
        });
  }

  private static Tensor linear(Tensor x, int axis, Change change, DoubleUnaryOperator place) {
    double[] matrix = matrix(change);
    for (int i = 0; i < change.out(); i++) {
      double at = Math.clamp(place.applyAsDouble(i), 0, change.in() - 1.0);
      int low = (int) at;
      int high = Math.min(low + 1, change.in() - 1);
      matrix[low * change.out() + i] += 1 - (at - low);
      matrix[high * change.out() + i] += at - low;
    }
    return times(x, axis, change, matrix);
  }

  /** Keys 1981, with four elements around each place. */
  private static Tensor cubic(
      Call call, Tensor x, int axis, Change change, DoubleUnaryOperator place) {
    double a = call.real("cubic_coeff_a", -0.75);
    boolean leavesOut = call.flag("exclude_outside", false);
    double[] matrix = matrix(change);
    for (int i = 0; i < change.out(); i++) {
      double at = place.applyAsDouble(i);
      int first = (int) Math.floor(at) - 1;
      double[] weights = new double[4];
      double sum = 0;
      for (int tap = 0; tap < 4; tap++) {
        boolean isOutside = first + tap < 0 || first + tap >= change.in();
        weights[tap] = leavesOut && isOutside ? 0 : keys(Math.abs(at - (first + tap)), a);
        sum += weights[tap];
      }
      for (int tap = 0; tap < 4; tap++) {
        int old = Math.clamp(first + tap, 0, change.in() - 1);
        matrix[old * change.out() + i] += weights[tap] / (leavesOut ? sum : 1);
      }
    }
    return times(x, axis, change, matrix);
  }

  private static double keys(double distance, double a) {
    double d = distance;
    if (d <= 1) {
      return ((a + 2) * d - (a + 3)) * d * d + 1;
    }
    return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
  }

  private static double[] matrix(Change change) {
    if ((long) change.in() * change.out() > LARGEST_MATRIX) {
      throw ShapeError.of("onnx: Resize: an axis is too long")
          .fact("expected", "old times new size at most " + LARGEST_MATRIX)
          .fact("but was", change.in() + " to " + change.out());
    }
    return new double[change.in() * change.out()];
  }

  /** A product along one axis with a matrix {@code [in, out]}. */
  private static Tensor times(Tensor x, int axis, Change change, double[] matrix) {
    int last = x.shape().rank() - 1;
    Tensor moved = x.transpose(axis, last);
    Shape shape = moved.shape();
    Tensor weights = Tensor.of(matrix, change.in(), change.out());
    Tensor sized =
        moved.reshape(shape.size(0, last), change.in()).matmul(Known.folded(weights.to(x.dtype())));
    return sized.reshape(shape.with(last, change.out())).transpose(axis, last);
  }
}
