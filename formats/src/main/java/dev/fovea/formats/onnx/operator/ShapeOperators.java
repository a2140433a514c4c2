package dev.fovea.formats.onnx.operator;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Operators that ask for shapes, change them, or make tensors of them. */
final class ShapeOperators {
  private static final int LONGEST_RANGE = 1 << 20;

  static final Map<String, Operator> ALL =
      Map.ofEntries(
          Map.entry("Shape", Operator.of(ShapeOperators::shape)),
          Map.entry("Size", Operator.of(call -> Tensor.of(new long[] {call.shape().size()}))),
          Map.entry("Reshape", Operator.of(ShapeOperators::reshape)),
          Map.entry("Flatten", Operator.of(ShapeOperators::flatten)),
          Map.entry("Squeeze", Operator.of(ShapeOperators::squeeze)),
          Map.entry("Unsqueeze", Operator.of(ShapeOperators::unsqueeze)),
          Map.entry("Expand", Operator.of(ShapeOperators::expand)),
          Map.entry("Constant", Operator.of(ShapeOperators::constant)),
          Map.entry("ConstantOfShape", Operator.of(ShapeOperators::constantOfShape)),
          Map.entry("Range", Operator.of(ShapeOperators::range)));

  private ShapeOperators() {}

  private static Tensor shape(Call call) {
    int rank = call.shape().rank();
    int start = clamp(call.whole("start", 0), rank);
    int end = clamp(call.whole("end", rank), rank);
    long[] sizes = Arrays.stream(call.shape().dims()).asLongStream().toArray();
    long[] wanted = start < end ? Arrays.copyOfRange(sizes, start, end) : new long[0];
    return Tensor.of(wanted, wanted.length);
  }

  private static int clamp(long axis, int rank) {
    return Math.clamp(axis < 0 ? axis + rank : axis, 0, rank);
  }

  /** The new sizes: 0 stands for the input's at its place, −1 for the one that follows. */
  private static Tensor reshape(Call call) {
    long[] wanted =
        call.version() < 5
            ? call.wholes("shape").orElseThrow(() -> call.wrong("shape", "sizes"))
            : call.longs(1);
    int[] sizes = new int[wanted.length];
    for (int axis = 0; axis < sizes.length; axis++) {
      boolean isCopied = wanted[axis] == 0 && !call.flag("allowzero", false);
      if (isCopied && axis >= call.shape().rank()) {
        throw call.error("size 0 stands for an axis the input has not")
            .fact("input", call.shape())
            .fact("sizes", Arrays.toString(wanted));
      }
      sizes[axis] =
          isCopied ? call.shape().dim(axis) : wanted[axis] == -1 ? -1 : call.size(wanted[axis]);
    }
    return call.x().reshape(sizes);
  }

  private static Tensor flatten(Call call) {
    int rank = call.shape().rank();
    long named = call.whole("axis", 1);
    int axis = named == rank ? rank : call.axis(named, rank);
    return call.x().reshape(call.shape().size(0, axis), call.shape().size(axis, rank));
  }

  /** The axes an input or, before version 13, an option names; empty if neither is there. */
  private static long[] axes(Call call) {
    return call.version() < 13
        ? call.wholes("axes").orElseGet(() -> new long[0])
        : call.optional(1).map(_ -> call.longs(1)).orElseGet(() -> new long[0]);
  }

  private static Tensor squeeze(Call call) {
    Shape shape = call.shape();
    long[] named = axes(call);
    TreeSet<Integer> gone = new TreeSet<>();
    for (long axis : named) {
      gone.add(call.axis(axis, shape.rank()));
    }
    if (named.length == 0) {
      IntStream.range(0, shape.rank()).filter(axis -> shape.dim(axis) == 1).forEach(gone::add);
    }
    Shape left = shape;
    for (int axis : gone.descendingSet()) {
      left = left.without(axis);
    }
    return call.x().reshape(left);
  }

  private static Tensor unsqueeze(Call call) {
    long[] named = axes(call);
    Shape shape = call.shape();
    int rank = shape.rank() + named.length;
    TreeSet<Integer> inserted = new TreeSet<>();
    for (long axis : named) {
      inserted.add(call.axis(axis, rank));
    }
    if (inserted.size() != named.length) {
      throw call.error("an axis is named twice").fact("but was", Arrays.toString(named));
    }
    for (int axis : inserted) {
      shape = shape.insert(axis, 1);
    }
    return call.x().reshape(shape);
  }

  private static Tensor expand(Call call) {
    int[] wanted = Arrays.stream(call.longs(1)).mapToInt(call::size).toArray();
    int[] have = call.shape().dims();
    int[] common = new int[Math.max(wanted.length, have.length)];
    for (int back = 1; back <= common.length; back++) {
      int a = back <= wanted.length ? wanted[wanted.length - back] : 1;
      int b = back <= have.length ? have[have.length - back] : 1;
      common[common.length - back] = a == 1 ? b : a;
    }
    return call.x().broadcastTo(Shape.of(common));
  }

  private static Tensor constant(Call call) {
    if (call.has("value_float")) {
      return Tensor.scalar(call.real("value_float", 0));
    }
    if (call.has("value_floats")) {
      double[] values = call.reals("value_floats").orElseThrow();
      return Tensor.of(values, values.length).to(DType.FLOAT32);
    }
    if (call.has("value_int")) {
      return Tensor.of(new long[] {call.whole("value_int", 0)});
    }
    if (call.has("value_ints")) {
      long[] values = call.wholes("value_ints").orElseThrow();
      return Tensor.of(values, values.length);
    }
    return call.tensor("value").orElseThrow(() -> call.error("there is no number in it"));
  }

  private static Tensor constantOfShape(Call call) {
    Shape shape = Shape.of(Arrays.stream(call.longs(0)).mapToInt(call::size).toArray());
    Tensor value = call.tensor("value").orElseGet(() -> Tensor.scalar(0));
    if (value.shape().size() != 1) {
      throw call.wrong("value", "one number");
    }
    return Tensor.full(value.item(), value.dtype(), shape);
  }

  private static Tensor range(Call call) {
    double start = call.doubles(0)[0];
    double step = call.doubles(2)[0];
    double count = Math.max(0, Math.ceil((call.doubles(1)[0] - start) / step));
    if (!(count <= LONGEST_RANGE)) {
      throw call.error("the range is too long").fact("but was", count);
    }
    double[] numbers = new double[(int) count];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = start + i * step;
    }
    return Known.folded(Tensor.of(numbers, numbers.length).to(call.x().dtype()));
  }
}
