package dev.fovea.formats.onnx.operator;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Operators that fold axes. */
final class ReductionOperators {
  /** Products are taken one by one: of sizes, not of data. */
  private static final int MOST_FACTORS = 4096;

  static final Map<String, Operator> ALL =
      Map.ofEntries(
          reduce("ReduceSum", ReductionOperators::sum),
          reduce("ReduceMean", (x, axes) -> x.mean(axes)),
          reduce("ReduceMax", (x, axes) -> x.max(axes)),
          reduce("ReduceMin", (x, axes) -> x.min(axes)),
          reduce("ReduceProd", ReductionOperators::product),
          reduce("ReduceL1", (x, axes) -> sum(x.abs(), axes)),
          reduce("ReduceL2", (x, axes) -> x.times(x).sum(axes).sqrt()),
          reduce("ReduceSumSquare", (x, axes) -> sum(x.times(x), axes)),
          reduce("ReduceLogSum", (x, axes) -> x.sum(axes).log()),
          reduce("ReduceLogSumExp", (x, axes) -> x.logSumExp(axes)),
          Map.entry("ArgMax", Operator.of(call -> argMax(call, call.x()))),
          Map.entry("ArgMin", Operator.of(call -> argMax(call, call.x().negate()))));

  private ReductionOperators() {}

  private static Map.Entry<String, Operator> reduce(
      String name, BiFunction<Tensor, int[], Tensor> function) {
    int inputSince = name.equals("ReduceSum") ? 13 : 18;
    return Map.entry(name, Operator.of(call -> reduce(call, inputSince, function)));
  }

  private static Tensor reduce(
      Call call, int inputSince, BiFunction<Tensor, int[], Tensor> function) {
    Shape shape = call.shape();
    long[] named =
        call.version() < inputSince
            ? call.wholes("axes").orElseGet(() -> new long[0])
            : call.optional(1).map(_ -> call.longs(1)).orElseGet(() -> new long[0]);
    if (named.length == 0 && call.flag("noop_with_empty_axes", false)) {
      int last = shape.rank();
      return function.apply(call.x().reshape(shape.insert(last, 1)), new int[] {last});
    }
    TreeSet<Integer> folded = new TreeSet<>();
    Arrays.stream(named).forEach(axis -> folded.add(call.axis(axis, shape.rank())));
    if (named.length == 0) {
      IntStream.range(0, shape.rank()).forEach(folded::add);
    }
    int[] axes = folded.stream().mapToInt(Integer::intValue).toArray();
    Tensor y = function.apply(call.x(), axes);
    return call.flag("keepdims", true) ? y.keepDims(shape, axes) : y;
  }

  /** Sums of whole numbers keep their type here. */
  private static Tensor sum(Tensor x, int[] axes) {
    return x.sum(axes).to(x.dtype());
  }

  private static Tensor product(Tensor x, int[] axes) {
    Tensor y = x;
    for (int i = axes.length - 1; i >= 0; i--) {
      int count = y.shape().dim(axes[i]);
      Shape left = y.shape().without(axes[i]);
      Tensor product = Tensor.full(1, y.dtype(), left);
      if (count > MOST_FACTORS) {
        throw ShapeError.of("onnx: ReduceProd: too many factors")
            .fact("input", x.shape())
            .fact("expected", "at most " + MOST_FACTORS);
      }
      for (int at = 0; at < count; at++) {
        product = product.times(y.narrow(axes[i], at, 1).reshape(left));
      }
      y = product;
    }
    return y;
  }

  private static Tensor argMax(Call call, Tensor x) {
    int axis = call.axis("axis", 0);
    boolean takesLast = call.flag("select_last_index", false);
    Tensor found = (takesLast ? x.flip(axis) : x).argMax(axis);
    Tensor index = takesLast ? found.negate().plus(call.shape().dim(axis) - 1) : found;
    return call.flag("keepdims", true) ? index.keepDims(call.shape(), axis) : index;
  }
}
