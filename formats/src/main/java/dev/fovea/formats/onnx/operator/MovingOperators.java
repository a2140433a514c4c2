package dev.fovea.formats.onnx.operator;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Operators that move elements: parts, joins, repeats, borders. */
final class MovingOperators {
  private static final int LONGEST_AXIS = 1 << 24;

  static final Map<String, Operator> ALL =
      Map.ofEntries(
          Map.entry("Transpose", Operator.of(MovingOperators::transpose)),
          Map.entry("Concat", Operator.of(MovingOperators::concatenate)),
          Map.entry("Split", MovingOperators::split),
          Map.entry("Slice", Operator.of(MovingOperators::slice)),
          Map.entry("Gather", Operator.of(MovingOperators::gather)),
          Map.entry("Tile", Operator.of(MovingOperators::tile)),
          Map.entry("Pad", Operator.of(MovingOperators::pad)),
          Map.entry("OneHot", Operator.of(MovingOperators::oneHot)),
          Map.entry("DepthToSpace", Operator.of(MovingOperators::depthToSpace)),
          Map.entry("SpaceToDepth", Operator.of(MovingOperators::spaceToDepth)));

  private MovingOperators() {}

  private static Tensor transpose(Call call) {
    int rank = call.shape().rank();
    long[] order =
        call.wholes("perm")
            .orElseGet(() -> LongStream.range(0, rank).map(axis -> rank - 1 - axis).toArray());
    return call.x().permute(Arrays.stream(order).mapToObj(call::size).toList());
  }

  private static Tensor concatenate(Call call) {
    int axis = call.axis("axis", 1);
    if (call.given().size() == 1) {
      return call.x();
    }
    return Tensor.concatenate(axis, call.given().toArray(Tensor[]::new));
  }

  /** Parts of the sizes that are said, or equal ones; the last may be smaller. */
  private static List<Tensor> split(Call call) {
    int axis = call.axis("axis", 0);
    int whole = call.shape().dim(axis);
    long[] sizes =
        call.version() < 13
            ? call.wholes("split").orElse(null)
            : call.optional(1).map(_ -> call.longs(1)).orElse(null);
    if (sizes == null) {
      int parts = call.small("num_outputs", call.node().results());
      if (parts < 1 || parts != call.node().results()) {
        throw call.error("as many parts as outputs are needed")
            .fact("expected", call.node().results())
            .fact("but was", parts);
      }
      int most = Math.ceilDiv(whole, parts);
      sizes = LongStream.range(0, parts).map(i -> Math.clamp(whole - i * most, 0, most)).toArray();
    }
    return call.x().split(axis, Arrays.stream(sizes).mapToInt(call::size).toArray());
  }

  private static Tensor slice(Call call) {
    boolean isOld = call.version() < 10;
    long[] starts = isOld ? required(call, "starts") : call.longs(1);
    long[] ends = isOld ? required(call, "ends") : call.longs(2);
    long[] all = LongStream.range(0, starts.length).toArray();
    long[] axes =
        isOld
            ? call.wholes("axes").orElse(all)
            : call.optional(3).map(_ -> call.longs(3)).orElse(all);
    long[] ones = new long[starts.length];
    Arrays.fill(ones, 1);
    long[] steps = isOld ? ones : call.optional(4).map(_ -> call.longs(4)).orElse(ones);
    if (ends.length != starts.length || axes.length < starts.length || steps.length < ends.length) {
      throw call.error("starts, ends, axes and steps differ in number")
          .fact("starts", Arrays.toString(starts))
          .fact("ends", Arrays.toString(ends));
    }
    Tensor y = call.x();
    for (int i = 0; i < starts.length; i++) {
      int axis = call.axis(axes[i], call.shape().rank());
      y = slice(call, y, axis, starts[i], ends[i], steps[i]);
    }
    return y;
  }

  private static long[] required(Call call, String name) {
    return call.wholes(name).orElseThrow(() -> call.wrong(name, "whole numbers"));
  }

  private static Tensor slice(Call call, Tensor x, int axis, long start, long end, long step) {
    long size = x.shape().dim(axis);
    if (step == 0 || step != (int) step) {
      throw call.error("a step is out of range").fact("but was", step);
    }
    long lowest = step > 0 ? 0 : -1;
    long highest = step > 0 ? size : size - 1;
    long first = Math.clamp(start < 0 ? start + size : start, 0, Math.max(0, highest));
    long last =
        end < 0 && end + size < 0
            ? lowest
            : Math.clamp(end < 0 ? end + size : end, lowest, highest);
    if (step < 0 && size == 0) {
      return x;
    }
    long room = step > 0 ? last - first : first - last;
    int count = (int) Math.max(0, Math.ceilDiv(room, Math.abs(step)));
    return step == 1 || count == 0
        ? x.narrow(axis, count == 0 ? 0 : (int) first, count)
        : pick(x, axis, count, i -> first + i * step);
  }

  /** Some indices of an axis, each computed from its place. */
  static Tensor pick(Tensor x, int axis, int count, LongUnaryOperator index) {
    if (count > LONGEST_AXIS) {
      throw ShapeError.of("onnx: an axis becomes too long")
          .fact("input", x.shape())
          .fact("expected", "at most " + LONGEST_AXIS)
          .fact("but was", count);
    }
    Tensor indices = Tensor.of(LongStream.range(0, count).map(index).toArray(), count);
    return pick(x, axis, indices);
  }

  /** Elements of an axis by number; the axes of the numbers take its place. */
  private static Tensor pick(Tensor x, int axis, Tensor indices) {
    int rank = x.shape().rank();
    List<Integer> toFront = new ArrayList<>(List.of(axis));
    IntStream.range(0, rank).filter(other -> other != axis).forEach(toFront::add);
    Tensor rows = (axis == 0 ? x : x.permute(toFront)).rows(indices);
    if (axis == 0) {
      return rows;
    }
    int front = indices.shape().rank();
    List<Integer> back = new ArrayList<>();
    IntStream.range(0, axis).forEach(other -> back.add(front + other));
    IntStream.range(0, front).forEach(back::add);
    IntStream.range(axis, rank - 1).forEach(other -> back.add(front + other));
    return rows.permute(back);
  }

  private static Tensor gather(Call call) {
    int axis = call.axis("axis", 0);
    int size = call.shape().dim(axis);
    Tensor indices = call.input(1).to(DType.INT64);
    if (Known.is(call.input(1))) {
      long[] numbers = call.longs(1);
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = call.axis(numbers[i], size);
      }
      return pick(call.x(), axis, Tensor.of(numbers, indices.shape().dims()));
    }
    Tensor fromEnd = indices.plus(ElementOperators.like(indices, size));
    return pick(
        call.x(), axis, fromEnd.where(indices.less(ElementOperators.like(indices, 0)), indices));
  }

  private static Tensor tile(Call call) {
    Shape shape = call.shape();
    int[] repeats = new int[shape.rank()];
    Arrays.fill(repeats, 1);
    if (call.version() < 6) {
      repeats[call.axis(call.longs(2)[0], shape.rank())] = call.size(call.longs(1)[0]);
    } else {
      long[] wanted = call.longs(1);
      if (wanted.length != shape.rank()) {
        throw call.error("one number of repeats an axis is needed")
            .fact("input", shape)
            .fact("but was", Arrays.toString(wanted));
      }
      for (int axis = 0; axis < repeats.length; axis++) {
        repeats[axis] = call.size(wanted[axis]);
      }
    }
    Shape spread = Shape.scalar();
    Shape repeated = Shape.scalar();
    Shape joined = Shape.scalar();
    for (int axis = 0; axis < repeats.length; axis++) {
      int rank = spread.rank();
      spread = spread.insert(rank, 1).insert(rank + 1, shape.dim(axis));
      repeated = repeated.insert(rank, repeats[axis]).insert(rank + 1, shape.dim(axis));
      joined = joined.insert(axis, call.size((long) repeats[axis] * shape.dim(axis)));
    }
    return call.x().reshape(spread).broadcastTo(repeated).reshape(joined);
  }

  // ---- borders ----

  private static Tensor pad(Call call) {
    int rank = call.shape().rank();
    boolean isOld = call.version() < 11;
    String option = call.version() < 2 ? "paddings" : "pads";
    long[] given = isOld ? required(call, option) : call.longs(1);
    long[] pads = new long[2 * rank];
    if (!isOld && call.optional(3).isPresent()) {
      long[] axes = call.longs(3);
      if (given.length != 2 * axes.length) {
        throw call.error("two numbers per axis are needed").fact("but was", Arrays.toString(given));
      }
      for (int i = 0; i < axes.length; i++) {
        int axis = call.axis(axes[i], rank);
        pads[axis] = given[i];
        pads[rank + axis] = given[axes.length + i];
      }
    } else if (given.length == pads.length) {
      pads = given;
    } else {
      throw call.error("two numbers per axis are needed")
          .fact("input", call.shape())
          .fact("but was", Arrays.toString(given));
    }
    double value =
        isOld ? call.real("value", 0) : call.optional(2).map(_ -> call.doubles(2)[0]).orElse(0.0);
    return pad(call, pads, value);
  }

  private static Tensor pad(Call call, long[] pads, double value) {
    Tensor y = call.x();
    int rank = call.shape().rank();
    String mode = call.text("mode", "constant");
    List<Integer> before = new ArrayList<>(Collections.nCopies(rank, 0));
    List<Integer> after = new ArrayList<>(before);
    for (int axis = 0; axis < rank; axis++) {
      int size = call.shape().dim(axis);
      int cutBefore = call.size(Math.max(0, -pads[axis]));
      int cutAfter = call.size(Math.max(0, -pads[rank + axis]));
      if ((long) cutBefore + cutAfter > size) {
        throw call.error("more is cut off than there is")
            .fact("input", call.shape())
            .fact("but was", Arrays.toString(pads));
      }
      y = y.narrow(axis, cutBefore, size - cutBefore - cutAfter);
      before.set(axis, call.size(Math.max(0, pads[axis])));
      after.set(axis, call.size(Math.max(0, pads[rank + axis])));
    }
    if (mode.equals("constant")) {
      return before.equals(after) && before.stream().allMatch(n -> n == 0)
          ? y
          : y.pad(before, after, value);
    }
    for (int axis = 0; axis < rank; axis++) {
      int size = y.shape().dim(axis);
      int lead = before.get(axis);
      int count = call.size((long) lead + size + after.get(axis));
      if (count == size) {
        continue;
      }
      if (size == 0) {
        throw call.error("an empty axis has no border").fact("input", y.shape());
      }
      LongUnaryOperator index =
          switch (mode) {
            case "edge" -> i -> Math.clamp(i - lead, 0, size - 1);
            case "reflect" -> i -> reflected(i - lead, size);
            case "wrap" -> i -> Math.floorMod(i - lead, (long) size);
            default -> throw call.wrong("mode", "constant, edge, reflect or wrap");
          };
      y = pick(y, axis, count, index);
    }
    return y;
  }

  /** A place beyond the ends, mirrored at the first and last element until it is inside. */
  private static long reflected(long place, int size) {
    if (size == 1) {
      return 0;
    }
    long period = 2L * (size - 1);
    long inside = Math.floorMod(place, period);
    return inside < size ? inside : period - inside;
  }

  // ---- channels ----

  private static Tensor oneHot(Call call) {
    int depth = call.size(call.longs(1)[0]);
    Tensor values = call.input(2);
    Tensor indices = call.x().to(DType.INT64);
    Tensor fromEnd = indices.plus(ElementOperators.like(indices, depth));
    Tensor places = fromEnd.where(indices.less(ElementOperators.like(indices, 0)), indices);
    Tensor hot = places.oneHot(depth);
    int rank = indices.shape().rank() + 1;
    int axis = call.axis(call.whole("axis", -1), rank);
    List<Integer> order = new ArrayList<>(IntStream.range(0, rank - 1).boxed().toList());
    order.add(axis, rank - 1);
    Tensor isHot = hot.permute(order).greater(0);
    Tensor on = values.narrow(0, 1, 1).reshape(Shape.scalar());
    Tensor off = values.narrow(0, 0, 1).reshape(Shape.scalar());
    return on.where(isHot, off);
  }

  private static int block(Call call) {
    int block = call.small("blocksize", 1);
    if (call.shape().rank() != 4 || block < 1) {
      throw call.error("expects images and a block of at least 1")
          .fact("input", call.shape())
          .fact("block", block);
    }
    return block;
  }

  private static Tensor depthToSpace(Call call) {
    int block = block(call);
    int[] dims = call.shape().dims();
    boolean isColumnRow = call.text("mode", "DCR").equals("CRD");
    int channels = dims[1] / (block * block);
    Tensor parts =
        isColumnRow
            ? call.x().reshape(dims[0], channels, block, block, dims[2], dims[3])
            : call.x().reshape(dims[0], block, block, channels, dims[2], dims[3]);
    List<Integer> order = isColumnRow ? List.of(0, 1, 4, 2, 5, 3) : List.of(0, 3, 4, 1, 5, 2);
    return parts.permute(order).reshape(dims[0], channels, dims[2] * block, dims[3] * block);
  }

  private static Tensor spaceToDepth(Call call) {
    int block = block(call);
    int[] dims = call.shape().dims();
    int height = dims[2] / block;
    int width = dims[3] / block;
    return call.x()
        .reshape(dims[0], dims[1], height, block, width, block)
        .permute(List.of(0, 3, 5, 1, 2, 4))
        .reshape(dims[0], dims[1] * block * block, height, width);
  }
}
