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
import dev.fovea.core.op.Pad;
import dev.fovea.core.op.Rearrangement;
import dev.fovea.core.op.Reshape;
import dev.fovea.core.op.ScatterAddRows;
import dev.fovea.core.op.Slice;
import dev.fovea.core.op.Softmax;
import dev.fovea.core.op.Sum;
import dev.fovea.core.op.Transpose;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Window;
import dev.fovea.core.vector.conv.ConvolutionAlgorithm;
import dev.fovea.core.vector.conv.ConvolutionSizes;
import dev.fovea.core.vector.geometry.Strided;
import dev.fovea.core.vector.loop.Chain;
import dev.fovea.core.vector.matmul.Product;
import dev.fovea.core.vector.move.DropoutStep;
import dev.fovea.core.vector.move.GatherStep;
import dev.fovea.core.vector.move.MoveStep;
import dev.fovea.core.vector.move.OneHotStep;
import dev.fovea.core.vector.move.PadStep;
import dev.fovea.core.vector.move.ScatterAddStep;
import dev.fovea.core.vector.pool.PairPool;
import dev.fovea.core.vector.pool.PoolStep;
import dev.fovea.core.vector.pool.Pooling;
import dev.fovea.core.vector.reduce.ArgMaxStep;
import dev.fovea.core.vector.reduce.FoldSizes;
import dev.fovea.core.vector.reduce.FoldStep;
import dev.fovea.core.vector.reduce.SoftmaxStep;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.WholeStep;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * From an operation of the graph to the steps that compute it on row-major values, rows of floats.
 */
public final class RowMajorLowering {
  private final List<Graph.Node> nodes;
  private final ConvolutionChoice convolutions = new ConvolutionChoice();

  public RowMajorLowering(List<Graph.Node> nodes) {
    this.nodes = nodes;
  }

  /** The places the steps of one node use. */
  public interface Places {
    /** The rows of an input; null if it is on-heap. */
    @Nullable Location input(int index);

    /** The number under which an on-heap input is kept. */
    int valueOf(int index);

    /** The rows of the result; null if it is on-heap. */
    @Nullable Location result();

    /** Memory for all workers together, from the node's first step to its last. */
    Location shared(long bytes);

    /** Memory for each worker, within one task. */
    Location worker(long bytes);
  }

  /** Whether a node is computed by the scalar kernels, on doubles. */
  public boolean runsOnHeap(int v) {
    return !onRows(v) && !(nodes.get(v).op() instanceof Fill);
  }

  /** The steps that compute a node, one after the other; none for a constant. */
  public List<WholeStep> lower(int v, Places places) {
    if (runsOnHeap(v)) {
      return host(v, places);
    }
    return switch (nodes.get(v).op()) {
      case MatMul _ -> multiply(product(v), places);
      case Convolution _, ConvolutionTransposed _, ConvolutionWeightGradient _ ->
          convolve(v, places);
      case MaxPool _, MaxPoolScatter _, MaxPoolPick _, AvgPool _, AvgPoolTransposed _ ->
          List.of(pool(v, places));
      case Softmax(int axis) -> List.of(softmax(false, axis, v, places));
      case LogSoftmax(int axis) -> List.of(softmax(true, axis, v, places));
      case Sum(List<Integer> axes) -> fold(false, axes, v, places);
      case Max(List<Integer> axes) -> fold(true, axes, v, places);
      case ArgMax(int axis) -> List.of(argMax(axis, v, places));
      case Dropout(double rate, long seed) -> List.of(dropout(rate, seed, v, places));
      case Pad pad -> List.of(pad(v, pad, places));
      case Transpose _, Broadcast _, Slice _, Flip _, Concatenate _, Reshape _ -> moves(v, places);
      case OneHot(int classes, _) ->
          List.of(new OneHotStep(classes, input(v, 0), places.valueOf(0), rows(places.result())));
      case GatherRows _ -> List.of(gather(v, places));
      case ScatterAddRows(int count) -> List.of(scatterAdd(count, v, places));
      case Fill _ -> List.of();
      case Leaf _, Elementwise _ ->
          throw new IllegalArgumentException("not a whole step: " + nodes.get(v).op());
    };
  }

  /** Whether a node is a matrix product after which a chain can run block by block. */
  boolean canLeadChain(int v) {
    return nodes.get(v).op() instanceof MatMul && onRows(v) && product(v).canLeadChain();
  }

  private static List<WholeStep> multiply(Product product, Places places) {
    return product.steps(
        rows(places.input(0)),
        rows(places.input(1)),
        rows(places.result()),
        places.shared(product.sharedBytes()),
        places.worker(product.workerBytes()));
  }

  /**
   * The steps that compute a matrix product and, block by block, the chain that alone reads it.
   *
   * @param worker memory for each worker, of {@link Product#chainOffset} bytes and what the chain
   *     needs
   */
  List<WholeStep> lower(int v, Chain chain, Places places, Location worker) {
    Product product = product(v);
    return product.steps(
        rows(places.input(0)),
        rows(places.input(1)),
        chain,
        places.shared(product.sharedBytesWithChain()),
        worker);
  }

  private Shape input(int v, int index) {
    return nodes.get(nodes.get(v).inputs().get(index)).shape();
  }

  /** Whether kernels on rows of floats exist for an operation of these shapes and types. */
  private boolean onRows(int v) {
    Graph.Node node = nodes.get(v);
    return switch (node.op()) {
      case MatMul _ -> isFloat(v);
      case Convolution _, ConvolutionTransposed _, ConvolutionWeightGradient _ ->
          isFloat(v) && convolutions.algorithm(convolution(v)).isPresent();
      case MaxPool _,
          MaxPoolScatter _,
          MaxPoolPick _,
          AvgPool _,
          AvgPoolTransposed _,
          Softmax _,
          LogSoftmax _,
          Sum _,
          Dropout _,
          ScatterAddRows _ ->
          isFloat(v);
      case Max _, Rearrangement _, OneHot _, GatherRows _ -> hasRows(v);
      case ArgMax _ -> hasRows(node.inputs().getFirst());
      case Leaf _, Fill _, Elementwise _ -> false;
    };
  }

  private boolean hasRows(int v) {
    return isFloat(v) || nodes.get(v).dtype() == DType.BOOL;
  }

  private boolean isFloat(int v) {
    return nodes.get(v).dtype() == DType.FLOAT32;
  }

  /** Multiply-adds of a convolution done directly. */
  double multiplyAdds(int v) {
    return convolution(v).multiplyAdds();
  }

  /**
   * About what a convolution costs, in multiply-adds at the peak; infinite if no kernel knows it.
   */
  double cost(int v) {
    return convolutions.cost(convolution(v));
  }

  private ConvolutionSizes convolution(int v) {
    Shape result = nodes.get(v).shape();
    return switch (nodes.get(v).op()) {
      case Convolution(Window window, int groups) ->
          sizes(ConvolutionSizes.Kind.FORWARD, input(v, 0), result, groups, window);
      case ConvolutionTransposed(Window window, int groups, _) ->
          sizes(ConvolutionSizes.Kind.INPUT_GRADIENT, result, input(v, 0), groups, window);
      case ConvolutionWeightGradient(Window window, int groups) ->
          sizes(ConvolutionSizes.Kind.WEIGHT_GRADIENT, input(v, 0), input(v, 1), groups, window);
      default -> throw new IllegalArgumentException("not a convolution: " + nodes.get(v).op());
    };
  }

  private static ConvolutionSizes sizes(
      ConvolutionSizes.Kind kind, Shape x, Shape y, int groups, Window window) {
    return new ConvolutionSizes(
        kind,
        x.dim(0),
        groups,
        x.dim(1) / groups,
        y.dim(1) / groups,
        window,
        spatial(x),
        spatial(y));
  }

  private static List<Integer> spatial(Shape shape) {
    return IntStream.range(2, shape.rank()).mapToObj(shape::dim).toList();
  }

  private List<WholeStep> convolve(int v, Places places) {
    ConvolutionSizes sizes = convolution(v);
    Location first = rows(places.input(0));
    Location second = rows(places.input(1));
    Location result = rows(places.result());
    ConvolutionAlgorithm algorithm = convolutions.algorithm(sizes).orElseThrow();
    Location shared = places.shared(algorithm.sharedBytes());
    Location worker = places.worker(algorithm.workerBytes());
    return switch (sizes.kind()) {
      case FORWARD -> algorithm.steps(first, second, result, shared, worker);
      case INPUT_GRADIENT -> algorithm.steps(result, second, first, shared, worker);
      case WEIGHT_GRADIENT -> algorithm.steps(first, result, second, shared, worker);
    };
  }

  /** The sizes of a matrix product. */
  Product product(int v) {
    if (!(nodes.get(v).op() instanceof MatMul(boolean transposeA, boolean transposeB))) {
      throw new IllegalArgumentException("not a matrix product: " + nodes.get(v).op());
    }
    Shape shape = nodes.get(v).shape();
    return new Product(
        shape.rank() == 3 ? shape.dim(0) : 1,
        shape.dim(-2),
        shape.dim(-1),
        input(v, 0).dim(transposeA ? -2 : -1),
        transposeA,
        transposeB);
  }

  private List<Shape> inputs(int v) {
    return nodes.get(v).inputs().stream().map(u -> nodes.get(u).shape()).toList();
  }

  private Pooling pooling(int v) {
    return Pooling.of(nodes.get(v).op(), inputs(v), nodes.get(v).shape());
  }

  private WholeStep pool(int v, Places places) {
    Location x = rows(places.input(0));
    boolean three = nodes.get(v).inputs().size() == 3;
    Location y = three ? rows(places.input(1)) : x;
    Location values = three ? rows(places.input(2)) : x;
    Pooling pooling = pooling(v);
    Location worker = places.worker(poolBytes(pooling));
    return PairPool.fits(pooling)
        ? PairPool.of(pooling, x, y, values, rows(places.result()), worker)
        : PoolStep.of(pooling, x, y, values, rows(places.result()), worker);
  }

  private static long poolBytes(Pooling pooling) {
    return PairPool.fits(pooling) ? PairPool.workerBytes(pooling) : PoolStep.workerBytes(pooling);
  }

  private WholeStep softmax(boolean logarithm, int axis, int v, Places places) {
    Shape shape = nodes.get(v).shape();
    return new SoftmaxStep(
        logarithm,
        shape.size(0, axis),
        shape.dim(axis),
        shape.stride(axis),
        rows(places.input(0)),
        rows(places.result()),
        places.worker(SoftmaxStep.workerBytes(shape.dim(axis), shape.stride(axis))));
  }

  private FoldSizes fold(int v, List<Integer> axes) {
    return FoldSizes.of(input(v, 0), axes);
  }

  private List<WholeStep> fold(boolean maximum, List<Integer> axes, int v, Places places) {
    FoldSizes sizes = fold(v, axes);
    Location shared = places.shared(FoldStep.sharedBytes(sizes));
    return FoldStep.steps(maximum, sizes, rows(places.input(0)), shared, rows(places.result()));
  }

  private WholeStep argMax(int axis, int v, Places places) {
    Shape shape = input(v, 0);
    return new ArgMaxStep(
        shape.size(0, axis),
        shape.dim(axis),
        shape.stride(axis),
        rows(places.input(0)),
        v,
        places.worker(ArgMaxStep.workerBytes()));
  }

  private WholeStep dropout(double rate, long seed, int v, Places places) {
    return new DropoutStep(
        rate,
        seed,
        places.valueOf(1),
        nodes.get(v).shape().size(),
        rows(places.input(0)),
        rows(places.result()));
  }

  /** One move for each input. */
  private List<WholeStep> moves(int v, Places places) {
    return IntStream.range(0, nodes.get(v).inputs().size())
        .<WholeStep>mapToObj(i -> move(v, i, places))
        .toList();
  }

  private MoveStep move(int v, int index, Places places) {
    if (!(nodes.get(v).op() instanceof Rearrangement op)) {
      throw new IllegalArgumentException("not a rearrangement: " + nodes.get(v).op());
    }
    return MoveStep.of(
        op.name(),
        Strided.of(op, inputs(v), index, nodes.get(v).shape()),
        rows(places.input(index)),
        rows(places.result()),
        places.worker(MoveStep.workerBytes()));
  }

  private WholeStep pad(int v, Pad pad, Places places) {
    return new PadStep((float) pad.value(), move(v, 0, places), nodes.get(v).shape().size());
  }

  private WholeStep gather(int v, Places places) {
    Shape table = input(v, 0);
    return new GatherStep(
        table.dim(0),
        table.stride(0),
        input(v, 1),
        places.valueOf(1),
        rows(places.input(0)),
        rows(places.result()));
  }

  private WholeStep scatterAdd(int count, int v, Places places) {
    return new ScatterAddStep(
        count,
        nodes.get(v).shape().stride(0),
        input(v, 1),
        places.valueOf(1),
        rows(places.input(0)),
        rows(places.result()));
  }

  /** The scalar kernels: for numbers that are not floats. */
  private List<WholeStep> host(int v, Places places) {
    Graph.Node node = nodes.get(v);
    List<@Nullable Location> inputs = new ArrayList<>();
    List<Integer> values = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      inputs.add(places.input(i));
      values.add(places.valueOf(i));
    }
    return List.of(
        new ScalarStep(
            v,
            node,
            node.inputs().stream().map(nodes::get).toList(),
            inputs,
            values,
            places.result()));
  }

  private static Location rows(@Nullable Location location) {
    if (location == null) {
      throw new IllegalStateException("a value that is on-heap has no rows");
    }
    return location;
  }
}
