package dev.fovea.core.vector.pool;

import dev.fovea.core.op.AvgPool;
import dev.fovea.core.op.AvgPoolTransposed;
import dev.fovea.core.op.MaxPool;
import dev.fovea.core.op.MaxPoolPick;
import dev.fovea.core.op.MaxPoolScatter;
import dev.fovea.core.op.Op;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Window;
import dev.fovea.core.vector.geometry.Divisors;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A pooling operation, forwards or backwards.
 *
 * @param kind what is computed from each window
 * @param window the geometry, from unpooled to pooled
 * @param whole the shape before pooling
 * @param pooled the shape after pooling
 * @param scales one over the divisor of each window of a channel; empty for maxima
 */
public record Pooling(Kind kind, Window window, Shape whole, Shape pooled, float[] scales) {

  /** What is computed from each window. */
  enum Kind {
    /** The largest element. */
    MAX,
    /** Each value of v is added where its window's first largest element is. */
    MAX_SCATTER,
    /** The element of v where each window's first largest element of x is. */
    MAX_PICK,
    /** The mean. */
    AVERAGE,
    /** Each value of v is spread evenly over its window. */
    AVERAGE_SPREAD
  }

  /**
   * The pooling that an operation does.
   *
   * @param op the operation
   * @param inputs the shapes of its inputs
   * @param result the shape of its result
   */
  public static Pooling of(Op op, List<Shape> inputs, Shape result) {
    return switch (op) {
      case MaxPool(Window window) -> largest(Kind.MAX, window, inputs.get(0), result);
      case MaxPoolScatter(Window window) ->
          largest(Kind.MAX_SCATTER, window, result, inputs.get(1));
      case MaxPoolPick(Window window) -> largest(Kind.MAX_PICK, window, inputs.get(0), result);
      case AvgPool(Window window, boolean countPadding) ->
          mean(Kind.AVERAGE, window, countPadding, inputs.get(0), result);
      case AvgPoolTransposed(Window window, boolean countPadding, _) ->
          mean(Kind.AVERAGE_SPREAD, window, countPadding, result, inputs.get(0));
      default -> throw new IllegalArgumentException("not a pooling: " + op);
    };
  }

  private static Pooling largest(Kind kind, Window window, Shape whole, Shape pooled) {
    return new Pooling(kind, window, whole, pooled, new float[0]);
  }

  private static Pooling mean(
      Kind kind, Window window, boolean countPadding, Shape whole, Shape pooled) {
    float[] scales = Divisors.scales(window, countPadding, spatial(whole), spatial(pooled));
    return new Pooling(kind, window, whole, pooled, scales);
  }

  private static List<Integer> spatial(Shape shape) {
    return IntStream.range(2, shape.rank()).mapToObj(shape::dim).toList();
  }

  /** The spatial sizes before pooling. */
  public List<Integer> input() {
    return spatial(whole);
  }

  /** The spatial sizes after pooling. */
  public List<Integer> output() {
    return spatial(pooled);
  }
}
