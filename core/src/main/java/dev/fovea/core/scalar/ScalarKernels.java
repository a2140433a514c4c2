package dev.fovea.core.scalar;

import dev.fovea.core.graph.Graph;
import dev.fovea.core.op.AvgPool;
import dev.fovea.core.op.AvgPoolTransposed;
import dev.fovea.core.op.Binary;
import dev.fovea.core.op.Convolution;
import dev.fovea.core.op.ConvolutionTransposed;
import dev.fovea.core.op.ConvolutionWeightGradient;
import dev.fovea.core.op.Dropout;
import dev.fovea.core.op.Elementwise;
import dev.fovea.core.op.Fill;
import dev.fovea.core.op.GatherRows;
import dev.fovea.core.op.Leaf;
import dev.fovea.core.op.LogSoftmax;
import dev.fovea.core.op.MatMul;
import dev.fovea.core.op.MaxPool;
import dev.fovea.core.op.MaxPoolPick;
import dev.fovea.core.op.MaxPoolScatter;
import dev.fovea.core.op.OneHot;
import dev.fovea.core.op.Rearrangement;
import dev.fovea.core.op.Reduction;
import dev.fovea.core.op.ScatterAddRows;
import dev.fovea.core.op.Softmax;
import dev.fovea.core.op.Unary;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Computes one node of a graph. Values are held as doubles whatever their type; sums are made in
 * double precision and each result is rounded once to the node's type, by the rule of {@link
 * dev.fovea.core.shape.Storage#put}. Integers are exact up to 2<sup>53</sup>.
 */
public final class ScalarKernels {
  private ScalarKernels() {}

  /**
   * The value of a node.
   *
   * @param node what is computed; not a {@link Leaf}
   * @param inputNodes its inputs' shapes and types
   * @param inputs its inputs' values, row by row; not written to
   * @return the value, row by row, rounded to the node's type; always a new array
   * @throws IllegalArgumentException if a row or class number is out of range
   */
  public static double[] compute(
      Graph.Node node, List<Graph.Node> inputNodes, List<double[]> inputs) {
    List<Shape> shapes = inputNodes.stream().map(Graph.Node::shape).toList();
    Shape shape = node.shape();
    double[] y =
        switch (node.op()) {
          case Leaf leaf ->
              throw new IllegalArgumentException("a leaf is given, not computed: " + leaf);
          case Fill fill -> filled(shape.size(), fill.value());
          case Elementwise op -> ElementKernels.compute(op, shape.size(), inputs);
          case Reduction op -> ReductionKernels.compute(op, shapes.get(0), inputs.get(0));
          case Rearrangement op -> RearrangementKernels.compute(op, shape, shapes, inputs);
          case MatMul op -> MatrixKernel.compute(op, shape, shapes.get(0), inputs);
          case Softmax(int axis) -> SoftmaxKernels.softmax(axis, shape, inputs.get(0));
          case LogSoftmax(int axis) -> SoftmaxKernels.logSoftmax(axis, shape, inputs.get(0));
          case Convolution op -> ConvolutionKernels.convolution(op, shape, shapes, inputs);
          case ConvolutionTransposed op -> ConvolutionKernels.transposed(op, shape, shapes, inputs);
          case ConvolutionWeightGradient op ->
              ConvolutionKernels.weightGradient(op, shape, shapes, inputs);
          case MaxPool(var window) ->
              PoolingKernels.max(new Plane(window, shapes.get(0), shape), inputs.get(0));
          case MaxPoolScatter(var window) ->
              PoolingKernels.scatter(new Plane(window, shape, shapes.get(1)), inputs);
          case MaxPoolPick(var window) ->
              PoolingKernels.pick(new Plane(window, shapes.get(0), shape), inputs);
          case AvgPool(var window, boolean countPadding) ->
              PoolingKernels.average(
                  new Plane(window, shapes.get(0), shape), countPadding, inputs.get(0));
          case AvgPoolTransposed(var window, boolean countPadding, var _) ->
              PoolingKernels.spread(
                  new Plane(window, shape, shapes.get(0)), countPadding, inputs.get(0));
          case Dropout op -> DropoutKernel.compute(op, inputs.get(0), (long) inputs.get(1)[0]);
          case OneHot op -> RowKernels.oneHot(op, shapes.get(0), inputs.get(0));
          case GatherRows _ -> RowKernels.gather(shape, shapes, inputs);
          case ScatterAddRows op -> RowKernels.scatterAdd(op, shape, shapes, inputs);
        };
    round(y, node.dtype());
    return y;
  }

  /** {@code y = op(x)}, rounded to a type, without new memory. */
  public static void unary(Unary op, DType dtype, double[] x, double[] y) {
    ElementKernels.unary(op, x, y);
    round(y, dtype);
  }

  /** {@code y = op(a, b)}, rounded to a type, without new memory. */
  public static void binary(Binary op, DType dtype, double[] a, double[] b, double[] y) {
    ElementKernels.binary(op, a, b, y);
    round(y, dtype);
  }

  /** {@code y = condition ? a : b}, without new memory. */
  public static void where(double[] condition, double[] a, double[] b, double[] y) {
    ElementKernels.where(condition, a, b, y);
  }

  private static double[] filled(int size, double value) {
    double[] y = new double[size];
    Arrays.fill(y, value);
    return y;
  }

  /** Rounds floating-point numbers to the type, cuts to integers toward zero. */
  private static void round(double[] values, DType dtype) {
    switch (dtype) {
      case FLOAT64 -> {}
      case FLOAT32 -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) values[i];
        }
      }
      case INT32 -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = (int) values[i];
        }
      }
      case INT64 -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = (long) values[i];
        }
      }
      case UINT8 -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = (int) values[i] & 0xFF;
        }
      }
      case BOOL -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = values[i] != 0 ? 1 : 0;
        }
      }
    }
  }
}
