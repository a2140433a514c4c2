package dev.fovea.formats.onnx.operator;

import dev.fovea.core.Param;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Padding;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Window;
import dev.fovea.nn.StateBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operators that normalize, and softmax. */
final class NormalizationOperators {
  static final Map<String, Operator> ALL =
      Map.ofEntries(
          Map.entry("BatchNormalization", Operator.of(NormalizationOperators::batch)),
          Map.entry("InstanceNormalization", Operator.of(NormalizationOperators::instance)),
          Map.entry("LayerNormalization", Operator.of(NormalizationOperators::layer)),
          Map.entry("GroupNormalization", Operator.of(NormalizationOperators::group)),
          Map.entry("LRN", Operator.of(NormalizationOperators::localResponse)),
          Map.entry("LpNormalization", Operator.of(NormalizationOperators::byLength)),
          Map.entry(
              "MeanVarianceNormalization", Operator.of(NormalizationOperators::meanAndVariance)),
          Map.entry("Softmax", Operator.of(call -> softmax(call, false))),
          Map.entry("LogSoftmax", Operator.of(call -> softmax(call, true))));

  private NormalizationOperators() {}

  /**
   * In evaluation by the running values; in training by those of the batch, and the running ones
   * follow if they are parameters.
   */
  private static Tensor batch(Call call) {
    Tensor x = call.x();
    int rank = x.shape().rank();
    if (call.version() < 9 && !call.flag("spatial", true)) {
      throw call.wrong("spatial", "1");
    }
    if (rank < 2 || call.input(1).shape().size() != x.shape().dim(1)) {
      throw call.error("one scale per channel is needed")
          .fact("input", x.shape())
          .fact("scale", call.input(1).shape());
    }
    double epsilon = call.real("epsilon", 1e-5);
    Tensor scale = call.input(1);
    Tensor bias = call.input(2);
    Tensor mean = call.input(3);
    Tensor variance = call.input(4);
    int count = x.shape().size() / Math.max(1, x.shape().dim(1));
    if (call.pass().isTraining() && count > 1) {
      double momentum = call.real("momentum", 0.9);
      int[] axes = IntStream.range(0, rank).filter(axis -> axis != 1).toArray();
      Tensor seen = x.mean(axes);
      Tensor deviation = x.minus(seen.alongChannels(rank));
      Tensor spread = deviation.times(deviation).mean(axes);
      remember(call, mean, seen, momentum);
      remember(call, variance, spread.times(count / (count - 1.0)), momentum);
      Tensor factor = scale.dividedBy(spread.plus(epsilon).sqrt());
      return deviation.times(factor.alongChannels(rank)).plusChannels(bias);
    }
    Tensor factor = scale.dividedBy(variance.plus(epsilon).sqrt());
    Tensor shift = bias.minus(mean.times(factor));
    return x.times(factor.alongChannels(rank)).plusChannels(shift);
  }

  private static void remember(Call call, Tensor running, Tensor seen, double momentum) {
    Optional<Param> parameter = running.parameter();
    if (parameter.isPresent()) {
      Tensor next = running.times(momentum).plus(seen.times(1 - momentum));
      call.pass().remember(new StateBuffer(parameter.orElseThrow()), next);
    }
  }

  private static Tensor standardized(Tensor x, double epsilon, int... axes) {
    Tensor deviation = x.minus(x.mean(axes).keepDims(x.shape(), axes));
    Tensor variance = deviation.times(deviation).mean(axes).plus(epsilon);
    return deviation.dividedBy(variance.sqrt().keepDims(x.shape(), axes));
  }

  private static Tensor instance(Call call) {
    int rank = call.shape().rank();
    Tensor y = standardized(call.x(), call.real("epsilon", 1e-5), WindowOperators.spatial(call));
    return y.times(call.input(1).alongChannels(rank)).plusChannels(call.input(2));
  }

  private static Tensor layer(Call call) {
    int rank = call.shape().rank();
    int[] axes = IntStream.range(call.axis("axis", -1), rank).toArray();
    Tensor y = standardized(call.x(), call.real("epsilon", 1e-5), axes).times(call.input(1));
    return call.optional(2).map(y::plus).orElse(y);
  }

  /** Scales and biases are one per group up to version 20, one per channel from 21 on. */
  private static Tensor group(Call call) {
    Shape shape = call.shape();
    int groups = call.small("num_groups", 1);
    if (shape.rank() < 2 || groups < 1 || shape.dim(1) % groups != 0) {
      throw call.error("groups do not divide the channels")
          .fact("input", shape)
          .fact("groups", groups);
    }
    Tensor grouped = call.x().reshape(shape.dim(0), groups, -1);
    Tensor y = standardized(grouped, call.real("epsilon", 1e-5), 2);
    if (call.version() < 21) {
      return y.times(call.input(1).alongChannels(3)).plusChannels(call.input(2)).reshape(shape);
    }
    return y.reshape(shape)
        .times(call.input(1).alongChannels(shape.rank()))
        .plusChannels(call.input(2));
  }

  /**
   * {@code x / (bias + α/size·Σ x²)^β}, the sum over the channels around each (Krizhevsky et al.
   * 2012, section 3.3).
   */
  private static Tensor localResponse(Call call) {
    int size = call.small("size", 1);
    Shape shape = call.shape();
    if (shape.rank() < 3 || size < 1) {
      throw call.error("expects channels and at least one spatial axis").fact("input", shape);
    }
    Tensor squares =
        call.x()
            .times(call.x())
            .reshape(shape.dim(0), 1, shape.dim(1), shape.size(2, shape.rank()));
    Padding around = Padding.of(List.of((size - 1) / 2, 0), List.of(size / 2, 0));
    Tensor means = squares.avgPool(Window.of(size, 1).padding(around), true);
    Tensor base = means.times(call.real("alpha", 1e-4)).plus(call.real("bias", 1));
    return call.x().times(base.pow(-call.real("beta", 0.75)).reshape(shape));
  }

  private static Tensor byLength(Call call) {
    int axis = call.axis("axis", -1);
    Tensor x = call.x();
    boolean isFirst = call.whole("p", 2) == 1;
    Tensor length = isFirst ? x.abs().sum(axis) : x.times(x).sum(axis).sqrt();
    return x.dividedBy(length.keepDims(x.shape(), axis));
  }

  private static Tensor meanAndVariance(Call call) {
    long[] named = call.wholes("axes").orElseGet(() -> new long[] {0, 2, 3});
    int[] axes =
        Arrays.stream(named).mapToInt(axis -> call.axis(axis, call.shape().rank())).toArray();
    Tensor x = call.x();
    Tensor deviation = x.minus(x.mean(axes).keepDims(x.shape(), axes));
    Tensor spread = deviation.times(deviation).mean(axes).sqrt().plus(1e-9);
    return deviation.dividedBy(spread.keepDims(x.shape(), axes));
  }

  /** Before version 13 over all axes from one on, joined; since then along one. */
  private static Tensor softmax(Call call, boolean isLog) {
    Tensor x = call.x();
    int axis = call.axis("axis", call.version() < 13 ? 1 : -1);
    if (call.version() >= 13 || axis == x.shape().rank() - 1) {
      return isLog ? x.logSoftmax(axis) : x.softmax(axis);
    }
    Tensor joined = x.flatten(axis);
    return (isLog ? joined.logSoftmax(axis) : joined.softmax(axis)).reshape(x.shape());
  }
}
