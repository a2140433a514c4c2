package dev.fovea.core.vector.plan;

import dev.fovea.core.graph.Graph;
import dev.fovea.core.op.ArgMax;
import dev.fovea.core.op.AvgPool;
import dev.fovea.core.op.AvgPoolTransposed;
import dev.fovea.core.op.Broadcast;
import dev.fovea.core.op.Concatenate;
import dev.fovea.core.op.Convolution;
import dev.fovea.core.op.ConvolutionTransposed;
import dev.fovea.core.op.ConvolutionWeightGradient;
import dev.fovea.core.op.Dropout;
import dev.fovea.core.op.Elementwise;
import dev.fovea.core.op.Fill;
import dev.fovea.core.op.Flip;
import dev.fovea.core.op.GatherRows;
import dev.fovea.core.op.Leaf;
import dev.fovea.core.op.LogSoftmax;
import dev.fovea.core.op.MatMul;
import dev.fovea.core.op.Max;
import dev.fovea.core.op.MaxPool;
import dev.fovea.core.op.MaxPoolPick;
import dev.fovea.core.op.MaxPoolScatter;
import dev.fovea.core.op.OneHot;
import dev.fovea.core.op.Op;
import dev.fovea.core.op.Pad;
import dev.fovea.core.op.Reshape;
import dev.fovea.core.op.ScatterAddRows;
import dev.fovea.core.op.Slice;
import dev.fovea.core.op.Softmax;
import dev.fovea.core.op.Sum;
import dev.fovea.core.op.Transpose;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Window;
import dev.fovea.core.vector.conv.ConvolutionPlan;
import dev.fovea.core.vector.conv.PackWeights;
import dev.fovea.core.vector.conv.blocked.BlockedConvolution;
import dev.fovea.core.vector.conv.blocked.BlockedWeightGradient;
import dev.fovea.core.vector.geometry.Moves;
import dev.fovea.core.vector.geometry.Taps;
import dev.fovea.core.vector.move.BlockedDropout;
import dev.fovea.core.vector.move.BlockedMove;
import dev.fovea.core.vector.move.BlockedOneHot;
import dev.fovea.core.vector.pool.BlockedPool;
import dev.fovea.core.vector.pool.Pooling;
import dev.fovea.core.vector.reduce.BlockedReduce;
import dev.fovea.core.vector.reduce.BlockedSoftmax;
import dev.fovea.core.vector.reduce.SumOverBatch;
import dev.fovea.core.vector.run.Batch;
import dev.fovea.core.vector.run.BlockStep;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.simd.Lanes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From an operation of the graph to the steps that compute it on one block. */
final class BlockedLowering {
  private final List<Graph.Node> nodes;
  private final Batch batch;
  private final Map<Integer, ConvolutionPlan> convolutions = new HashMap<>();

  BlockedLowering(List<Graph.Node> nodes, Batch batch) {
    this.nodes = nodes;
    this.batch = batch;
  }

  /** The places a step uses, for one node. */
  interface Places {
    /** An input in the lanes. */
    Location lanes(int index);

    /** The number under which an on-heap input is kept. */
    int valueOf(int index);

    /** An input as packed weights. */
    Location packed();

    /** What follows a convolution or linear layer in the same place. */
    BlockedConvolution.Finish finish();

    /** The result. */
    Location result();

    /** Memory for each worker, for these steps alone. */
    Location scratch(long bytes);
  }

  /** Whether an operation on blocks reads this input as it is: weights, class numbers. */
  static boolean readsRows(Op op, int index) {
    return switch (op) {
      case MatMul _, Convolution _, ConvolutionTransposed _, Dropout _ -> index == 1;
      case OneHot _ -> true;
      default -> false;
    };
  }

  /** Elements that an example of a tensor has. */
  static int elements(Shape shape) {
    return shape.size(1, shape.rank());
  }

  /** Vectors the result of a node needs, the excess of whole tiles included. */
  long room(int v) {
    Graph.Node node = nodes.get(v);
    return switch (node.op()) {
      case Convolution _, ConvolutionTransposed _, MatMul _ -> convolution(v).roomFor();
      default -> elements(node.shape());
    };
  }

  private long scratchBytes(int v) {
    return switch (nodes.get(v).op()) {
      case ConvolutionWeightGradient _ ->
          (long) BlockedWeightGradient.SUMS * Lanes.BYTES + paddedBytes(weightGradient(v));
      case Sum _ -> (long) Lanes.COUNT * Lanes.BYTES + (long) elements(input(v, 0)) * Lanes.BYTES;
      case Max _ -> (long) elements(input(v, 0)) * Lanes.BYTES;
      case Softmax(int axis) -> BlockedSoftmax.scratchBytes(nodes.get(v).shape().dim(axis));
      case LogSoftmax(int axis) -> BlockedSoftmax.scratchBytes(nodes.get(v).shape().dim(axis));
      default -> 0;
    };
  }

  private static long paddedBytes(BlockedWeightGradient.Sizes sizes) {
    return sizes.padded() ? (long) sizes.channelsIn() * sizes.elementsPadded() * Lanes.BYTES : 0;
  }

  private Shape input(int v, int index) {
    return nodes.get(nodes.get(v).inputs().get(index)).shape();
  }

  /** The sizes of a convolution or linear layer as the kernel sees them. */
  ConvolutionPlan convolution(int v) {
    return convolutions.computeIfAbsent(v, this::planned);
  }

  private ConvolutionPlan planned(int v) {
    Graph.Node node = nodes.get(v);
    Shape x = input(v, 0);
    Shape weight = input(v, 1);
    return switch (node.op()) {
      case Convolution(Window window, int groups) ->
          plan(
              groups,
              x,
              node.shape(),
              window,
              Taps.gathering(window, spatial(x), spatial(node.shape())));
      case ConvolutionTransposed(Window window, int groups, _) ->
          plan(
              groups,
              x,
              node.shape(),
              window,
              Taps.scattering(window, spatial(x), spatial(node.shape())));
      case MatMul(_, boolean transposeB) -> {
        int in = weight.dim(transposeB ? 1 : 0);
        int out = weight.dim(transposeB ? 0 : 1);
        Taps one =
            new Taps(
                List.of(new Taps.Group(new int[] {0}, new int[] {0}, new int[] {0}, new int[] {0})),
                new int[0]);
        yield new ConvolutionPlan(1, in, out, 1, 1, 1, one);
      }
      default -> throw new IllegalArgumentException("not a convolution: " + node.op());
    };
  }

  private static ConvolutionPlan plan(int groups, Shape x, Shape y, Window window, Taps taps) {
    return new ConvolutionPlan(
        groups,
        x.dim(1) / groups,
        y.dim(1) / groups,
        x.size(2, x.rank()),
        y.size(2, y.rank()),
        window.kernel().stream().reduce(1, (a, b) -> a * b),
        taps);
  }

  /** How the weights of a convolution or linear layer are packed. */
  PackWeights pack(int v, Location source, Location target) {
    ConvolutionPlan plan = convolution(v);
    Shape weight = input(v, 1);
    int kernel = plan.kernel();
    return switch (nodes.get(v).op()) {
      // [C_out, C_in/groups, kernel]
      case Convolution _ ->
          new PackWeights(
              plan,
              source,
              (long) plan.channelsIn() * kernel,
              kernel,
              (long) plan.channelsOut() * plan.channelsIn() * kernel,
              target);
      // [C_in, C_out/groups, kernel]
      case ConvolutionTransposed _ ->
          new PackWeights(
              plan,
              source,
              kernel,
              (long) plan.channelsOut() * kernel,
              (long) plan.channelsIn() * plan.channelsOut() * kernel,
              target);
      case MatMul(_, boolean transposeB) ->
          transposeB
              ? new PackWeights(plan, source, weight.dim(1), 1, 0, target)
              : new PackWeights(plan, source, 1, weight.dim(1), 0, target);
      default -> throw new IllegalArgumentException("no weights: " + nodes.get(v).op());
    };
  }

  /** The sizes of a weight gradient. */
  BlockedWeightGradient.Sizes weightGradient(int v) {
    if (!(nodes.get(v).op() instanceof ConvolutionWeightGradient(Window window, int groups))) {
      throw new IllegalArgumentException("not a weight gradient: " + nodes.get(v).op());
    }
    Shape x = input(v, 0);
    Shape gradient = input(v, 1);
    return new BlockedWeightGradient.Sizes(
        groups, x.dim(1) / groups, gradient.dim(1) / groups, window, spatial(x), spatial(gradient));
  }

  private static List<Integer> spatial(Shape shape) {
    List<Integer> sizes = new ArrayList<>();
    for (int axis = 2; axis < shape.rank(); axis++) {
      sizes.add(shape.dim(axis));
    }
    return sizes;
  }

  /** The steps that compute a node. */
  List<BlockStep> lower(int v, Places places) {
    Graph.Node node = nodes.get(v);
    return switch (node.op()) {
      case Convolution _, ConvolutionTransposed _, MatMul _ ->
          List.of(
              new BlockedConvolution(
                  node.op().name(),
                  convolution(v),
                  places.lanes(0),
                  places.packed(),
                  places.finish(),
                  places.result()));
      case ConvolutionWeightGradient _ -> {
        Location sums = places.scratch(scratchBytes(v));
        Location padded = sums.plus((long) BlockedWeightGradient.SUMS * Lanes.BYTES);
        yield List.of(
            new BlockedWeightGradient(
                weightGradient(v),
                places.lanes(0),
                places.lanes(1),
                padded,
                sums,
                places.result(),
                batch));
      }
      case MaxPool _, MaxPoolScatter _, MaxPoolPick _, AvgPool _, AvgPoolTransposed _ ->
          pool(v, places);
      case Softmax(int axis) -> softmax(false, axis, v, places);
      case LogSoftmax(int axis) -> softmax(true, axis, v, places);
      case Dropout(double rate, long seed) ->
          List.of(
              new BlockedDropout(
                  rate,
                  seed,
                  places.valueOf(1),
                  elements(node.shape()),
                  places.lanes(0),
                  places.result()));
      case Sum(List<Integer> axes) -> sum(v, axes, places);
      case Max(List<Integer> axes) ->
          reduce(
              true,
              axes,
              input(v, 0),
              places.lanes(0),
              places.scratch(scratchBytes(v)),
              places.result());
      case Transpose _, Broadcast _, Slice _, Pad _, Flip _ -> {
        float constant = node.op() instanceof Pad(_, _, double value) ? (float) value : 0;
        yield List.of(
            new BlockedMove(
                node.op().name(),
                Moves.table(node.op(), input(v, 0), node.shape()),
                constant,
                0,
                places.lanes(0),
                places.result()));
      }
      case Concatenate(int axis) -> concatenate(v, axis, places);
      case OneHot(int classes, _) ->
          List.of(
              new BlockedOneHot(classes, input(v, 0), places.valueOf(0), places.result(), batch));
      case Leaf _, Fill _, Elementwise _, Reshape _, GatherRows _, ScatterAddRows _, ArgMax _ ->
          throw new IllegalArgumentException("not a step on blocks: " + node.op());
    };
  }

  private List<BlockStep> pool(int v, Places places) {
    Graph.Node node = nodes.get(v);
    List<Shape> inputs = node.inputs().stream().map(u -> nodes.get(u).shape()).toList();
    Pooling pooling = Pooling.of(node.op(), inputs, node.shape());
    BlockedPool.Sizes sizes =
        BlockedPool.Sizes.of(
            pooling.whole().dim(1),
            pooling.whole().size(2, pooling.whole().rank()),
            pooling.pooled().size(2, pooling.pooled().rank()),
            Taps.gathering(pooling.window(), pooling.input(), pooling.output()),
            pooling.scales());
    Location x = places.lanes(0);
    boolean three = inputs.size() == 3;
    Location y = three ? places.lanes(1) : x;
    Location values = three ? places.lanes(2) : x;
    return List.of(new BlockedPool(pooling.kind(), sizes, x, y, values, places.result()));
  }

  private List<BlockStep> softmax(boolean logarithm, int axis, int v, Places places) {
    Shape shape = nodes.get(v).shape();
    return List.of(
        new BlockedSoftmax(
            logarithm,
            shape.size(1, axis),
            shape.dim(axis),
            shape.stride(axis),
            places.lanes(0),
            places.result(),
            places.scratch(scratchBytes(v))));
  }

  private List<BlockStep> sum(int v, List<Integer> axes, Places places) {
    Shape shape = input(v, 0);
    if (!axes.contains(0)) {
      return reduce(
          false, axes, shape, places.lanes(0), places.scratch(scratchBytes(v)), places.result());
    }
    Location lanes = places.scratch(scratchBytes(v));
    Location folded = lanes.plus((long) Lanes.COUNT * Lanes.BYTES);
    List<Integer> within = axes.stream().filter(axis -> axis != 0).toList();
    List<BlockStep> steps = new ArrayList<>();
    Location vectors = places.lanes(0);
    if (!within.isEmpty()) {
      steps.addAll(reduce(false, within, shape, places.lanes(0), folded, folded));
      vectors = folded;
    }
    int left = nodes.get(v).shape().size();
    steps.add(new SumOverBatch(left, vectors, lanes, places.result(), batch));
    return steps;
  }

  /** Folds runs of neighboring axes one after the other, the last first. */
  private static List<BlockStep> reduce(
      boolean maximum,
      List<Integer> axes,
      Shape shape,
      Location x,
      Location scratch,
      Location result) {
    List<BlockStep> steps = new ArrayList<>();
    int[] dims = shape.dims();
    List<Integer> left = new ArrayList<>(axes);
    Location from = x;
    while (!left.isEmpty()) {
      int end = left.removeLast();
      int start = end;
      while (!left.isEmpty() && left.getLast() == start - 1) {
        start = left.removeLast();
      }
      int outer = product(dims, 1, start);
      int size = product(dims, start, end + 1);
      int inner = product(dims, end + 1, dims.length);
      // In place is safe: result element i is written after all it is made of was read.
      Location to = left.isEmpty() ? result : scratch;
      steps.add(new BlockedReduce(maximum, outer, size, inner, from, to));
      Arrays.fill(dims, start, end + 1, 1);
      from = to;
    }
    return steps;
  }

  private static int product(int[] dims, int from, int to) {
    int product = 1;
    for (int axis = from; axis < to; axis++) {
      product *= dims[axis];
    }
    return product;
  }

  private List<BlockStep> concatenate(int v, int axis, Places places) {
    Shape whole = nodes.get(v).shape();
    List<BlockStep> steps = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < nodes.get(v).inputs().size(); i++) {
      Shape part = input(v, i);
      int[] identity = new int[part.dim(axis) * whole.stride(axis)];
      for (int outer = 0; outer < whole.size(1, axis); outer++) {
        Arrays.setAll(identity, Moves.from(outer * identity.length));
        steps.add(
            new BlockedMove(
                "cat",
                identity.clone(),
                0,
                (outer * whole.dim(axis) + start) * whole.stride(axis),
                places.lanes(i),
                places.result()));
      }
      start += part.dim(axis);
    }
    return steps;
  }
}
