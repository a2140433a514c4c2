package dev.fovea.core;

import dev.fovea.core.op.Abs;
import dev.fovea.core.op.Add;
import dev.fovea.core.op.And;
import dev.fovea.core.op.ArgMax;
import dev.fovea.core.op.AvgPool;
import dev.fovea.core.op.AvgPoolTransposed;
import dev.fovea.core.op.Broadcast;
import dev.fovea.core.op.Cast;
import dev.fovea.core.op.Comparison;
import dev.fovea.core.op.Concatenate;
import dev.fovea.core.op.Convolution;
import dev.fovea.core.op.ConvolutionTransposed;
import dev.fovea.core.op.ConvolutionWeightGradient;
import dev.fovea.core.op.Divide;
import dev.fovea.core.op.Dropout;
import dev.fovea.core.op.Erf;
import dev.fovea.core.op.Exp;
import dev.fovea.core.op.Fill;
import dev.fovea.core.op.Flip;
import dev.fovea.core.op.GatherRows;
import dev.fovea.core.op.Leaf;
import dev.fovea.core.op.Log;
import dev.fovea.core.op.LogSoftmax;
import dev.fovea.core.op.MatMul;
import dev.fovea.core.op.Max;
import dev.fovea.core.op.MaxPool;
import dev.fovea.core.op.MaxPoolPick;
import dev.fovea.core.op.MaxPoolScatter;
import dev.fovea.core.op.Maximum;
import dev.fovea.core.op.Minimum;
import dev.fovea.core.op.Multiply;
import dev.fovea.core.op.Negate;
import dev.fovea.core.op.Not;
import dev.fovea.core.op.OneHot;
import dev.fovea.core.op.Or;
import dev.fovea.core.op.Pad;
import dev.fovea.core.op.Power;
import dev.fovea.core.op.Relu;
import dev.fovea.core.op.Reshape;
import dev.fovea.core.op.ScatterAddRows;
import dev.fovea.core.op.Sigmoid;
import dev.fovea.core.op.Sign;
import dev.fovea.core.op.Slice;
import dev.fovea.core.op.Softmax;
import dev.fovea.core.op.Softplus;
import dev.fovea.core.op.Spatial;
import dev.fovea.core.op.Sqrt;
import dev.fovea.core.op.StopGradient;
import dev.fovea.core.op.Subtract;
import dev.fovea.core.op.Sum;
import dev.fovea.core.op.Tanh;
import dev.fovea.core.op.Transpose;
import dev.fovea.core.op.Where;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of every operation, in terms of other operations: with {@code g} the gradient of the
 * loss with respect to the result {@code y}, one gradient per input. The switch is exhaustive, so
 * that an operation without its gradient does not compile.
 */
final class GradientTable {
  /** No gradient flows through: integer results, constants, random keys. */
  private static final List<@Nullable Tensor> NONE = List.of();

  private GradientTable() {}

  /**
   * The gradient with respect to each input, of the input's shape; {@code null} where none flows,
   * and none at all for the inputs beyond the end of the list.
   *
   * @param y the tensor an operation made; {@code y.inputs()} are its inputs
   * @param g the gradient of the loss with respect to {@code y}, of its shape
   */
  static List<@Nullable Tensor> of(Tensor y, Tensor g) {
    return switch (y.op()) {
      case Leaf _, Fill _ -> NONE;
      case StopGradient _ -> NONE;

      // ---- element-wise, one input ----
      case Abs _ -> List.of(g.times(y.input(0).sign()));
      case Cast(DType to) -> cast(y.input(0).dtype(), to, g);
      case Erf _ -> {
        Tensor x = y.input(0);
        yield List.of(g.times(x.times(x).negate().exp()).times(2 / Math.sqrt(Math.PI)));
      }
      case Exp _ -> List.of(g.times(y));
      case Log _ -> List.of(g.dividedBy(y.input(0)));
      case Negate _ -> List.of(g.negate());
      case Not _, Sign _ -> NONE;
      case Power(double exponent) -> List.of(g.times(y.input(0).pow(exponent - 1)).times(exponent));
      case Relu _ -> List.of(g.where(y.greater(0), 0));
      case Sigmoid _ -> List.of(g.times(y).times(y.negate().plus(1)));
      case Softplus _ -> List.of(g.times(y.input(0).sigmoid()));
      case Sqrt _ -> List.of(g.dividedBy(y.times(2)));
      case Tanh _ -> List.of(g.times(y.times(y).negate().plus(1)));

      // ---- element-wise, several inputs ----
      case Add _ -> List.of(g, g);
      case Subtract _ -> List.of(g, g.negate());
      case Multiply _ -> List.of(g.times(y.input(1)), g.times(y.input(0)));
      case Divide _ -> {
        Tensor overB = g.dividedBy(y.input(1));
        yield List.of(overB, overB.times(y).negate());
      }
      case Maximum _ -> extremum(y, g);
      case Minimum _ -> extremum(y, g).reversed();
      case Comparison _, And _, Or _ -> NONE;
      case Where _ -> {
        Tensor condition = y.input(0);
        yield Arrays.asList(null, g.where(condition, 0), g.where(condition.not(), 0));
      }

      // ---- over axes ----
      case Sum(List<Integer> axes) -> List.of(g.restore(axes, y.input(0).shape()));
      case Max(List<Integer> axes) -> max(axes, y, g);
      case ArgMax _ -> NONE;
      case Softmax(int axis) -> {
        List<Integer> along = List.of(axis);
        Tensor mean = Tensor.apply(new Sum(along), g.times(y)).restore(along, y.shape());
        yield List.of(y.times(g.minus(mean)));
      }
      case LogSoftmax(int axis) -> {
        List<Integer> along = List.of(axis);
        Tensor total = Tensor.apply(new Sum(along), g).restore(along, y.shape());
        yield List.of(g.minus(y.exp().times(total)));
      }

      // ---- rearrangements ----
      case Reshape _ -> List.of(g.reshape(y.input(0).shape()));
      case Broadcast(Shape shape) -> List.of(unbroadcast(shape, y.input(0).shape(), g));
      case Transpose(List<Integer> order) -> List.of(g.permute(inverse(order)));
      case Flip flip -> List.of(Tensor.apply(flip, g));
      case Slice(int axis, int start, int length) ->
          List.of(unslice(axis, start, length, y.input(0).shape(), g));
      case Pad(List<Integer> before, _, _) -> List.of(unpad(before, y.input(0).shape(), g));
      case Concatenate(int axis) -> parts(axis, y, g);

      // ---- products and convolutions ----
      case MatMul(boolean transposeA, boolean transposeB) -> {
        Tensor a = y.input(0);
        Tensor b = y.input(1);
        yield List.of(
            transposeA
                ? Tensor.apply(new MatMul(transposeB, true), b, g)
                : Tensor.apply(new MatMul(false, !transposeB), g, b),
            transposeB
                ? Tensor.apply(new MatMul(true, transposeA), g, a)
                : Tensor.apply(new MatMul(!transposeA, false), a, g));
      }
      case Convolution(var window, int groups) -> {
        Tensor x = y.input(0);
        yield List.of(
            Tensor.apply(
                new ConvolutionTransposed(window, groups, Spatial.sizes(x.shape())), g, y.input(1)),
            Tensor.apply(new ConvolutionWeightGradient(window, groups), x, g));
      }
      case ConvolutionTransposed(var window, int groups, _) ->
          List.of(
              Tensor.apply(new Convolution(window, groups), g, y.input(1)),
              Tensor.apply(new ConvolutionWeightGradient(window, groups), g, y.input(0)));
      case ConvolutionWeightGradient(var window, int groups) -> {
        Tensor x = y.input(0);
        yield List.of(
            Tensor.apply(
                new ConvolutionTransposed(window, groups, Spatial.sizes(x.shape())), y.input(1), g),
            Tensor.apply(new Convolution(window, groups), x, g));
      }

      // ---- pooling ----
      case MaxPool(var window) ->
          List.of(Tensor.apply(new MaxPoolScatter(window), y.input(0), y, g));
      case MaxPoolScatter(var window) ->
          Arrays.asList(
              null, null, Tensor.apply(new MaxPoolPick(window), y.input(0), y.input(1), g));
      case MaxPoolPick(var window) ->
          Arrays.asList(
              null, null, Tensor.apply(new MaxPoolScatter(window), y.input(0), y.input(1), g));
      case AvgPool(var window, boolean countPadding) ->
          List.of(
              Tensor.apply(
                  new AvgPoolTransposed(window, countPadding, Spatial.sizes(y.input(0).shape())),
                  g));
      case AvgPoolTransposed(var window, boolean countPadding, _) ->
          List.of(Tensor.apply(new AvgPool(window, countPadding), g));

      // ---- chance and rows ----
      case Dropout dropout -> List.of(Tensor.apply(dropout, g, y.input(1)));
      case OneHot _ -> NONE;
      case GatherRows _ ->
          List.of(Tensor.apply(new ScatterAddRows(y.input(0).shape().dim(0)), g, y.input(1)));
      case ScatterAddRows _ -> List.of(Tensor.apply(new GatherRows(), g, y.input(1)));
    };
  }

  private static List<@Nullable Tensor> cast(DType from, DType to, Tensor g) {
    return to.isFloating() && from.isFloating() ? List.of(g.to(from)) : NONE;
  }

  /** Of the larger and of the smaller input's place: to one of both, half to each where equal. */
  private static List<@Nullable Tensor> extremum(Tensor y, Tensor g) {
    Tensor half = g.times(0.5);
    Tensor larger = g.where(y.input(0).greater(y.input(1)), 0);
    Tensor smaller = g.where(y.input(0).less(y.input(1)), 0);
    Tensor tie = half.where(y.input(0).equal(y.input(1)), 0);
    return List.of(larger.plus(tie), smaller.plus(tie));
  }

  /** Shared equally among equal largest elements. */
  private static List<@Nullable Tensor> max(List<Integer> axes, Tensor y, Tensor g) {
    Tensor x = y.input(0);
    Tensor largest = x.equal(y.restore(axes, x.shape())).to(x.dtype());
    Tensor ties = Tensor.apply(new Sum(axes), largest);
    return List.of(g.dividedBy(ties).restore(axes, x.shape()).times(largest));
  }

  /** The sum over the axes along which the input was repeated. */
  private static Tensor unbroadcast(Shape shape, Shape input, Tensor g) {
    int lead = shape.rank() - input.rank();
    List<Integer> repeated = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (axis < lead || (input.dim(axis - lead) == 1 && shape.dim(axis) != 1)) {
        repeated.add(axis);
      }
    }
    Tensor summed = repeated.isEmpty() ? g : Tensor.apply(new Sum(repeated), g);
    return summed.reshape(input);
  }

  private static List<Integer> inverse(List<Integer> order) {
    List<Integer> inverse = new ArrayList<>(Collections.nCopies(order.size(), 0));
    for (int i = 0; i < order.size(); i++) {
      inverse.set(order.get(i), i);
    }
    return inverse;
  }

  /** Zeros where nothing was read. */
  private static Tensor unslice(int axis, int start, int length, Shape input, Tensor g) {
    List<Integer> before = new ArrayList<>(Collections.nCopies(input.rank(), 0));
    List<Integer> after = new ArrayList<>(before);
    before.set(axis, start);
    after.set(axis, input.dim(axis) - start - length);
    return Tensor.apply(new Pad(before, after, 0), g);
  }

  private static Tensor unpad(List<Integer> before, Shape input, Tensor g) {
    Tensor inside = g;
    for (int axis = 0; axis < input.rank(); axis++) {
      inside = inside.narrow(axis, before.get(axis), input.dim(axis));
    }
    return inside;
  }

  private static List<@Nullable Tensor> parts(int axis, Tensor y, Tensor g) {
    List<@Nullable Tensor> parts = new ArrayList<>();
    int start = 0;
    for (Tensor input : y.inputs()) {
      parts.add(g.narrow(axis, start, input.shape().dim(axis)));
      start += input.shape().dim(axis);
    }
    return parts;
  }
}
