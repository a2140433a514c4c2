package dev.fovea.nn.norm;

import dev.fovea.core.Param;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.Pass;
import dev.fovea.nn.StateBuffer;
import java.util.stream.IntStream;

/**
 * The formula of batch normalization, over all axes but that of the channels. A frozen one works as
 * in evaluation, also in training: its running statistics belong to its weights, and would drift
 * away from them with other data.
 */
final class BatchNormalization {
  private BatchNormalization() {}

  static Tensor of(
      Tensor x,
      Param weight,
      Param bias,
      StateBuffer runningMean,
      StateBuffer runningVar,
      StateBuffer numBatchesTracked,
      BatchNormOptions options,
      Pass pass) {
    int rank = x.shape().rank();
    boolean isFrozen = !weight.trainable() && !bias.trainable();
    if (!pass.isTraining() || isFrozen) {
      Tensor scale = weight.value().dividedBy(runningVar.value().plus(options.epsilon()).sqrt());
      Tensor shift = bias.value().minus(runningMean.value().times(scale));
      return x.times(scale.alongChannels(rank)).plus(shift.alongChannels(rank));
    }
    int[] axes = IntStream.range(0, rank).filter(axis -> axis != 1).toArray();
    int count = x.shape().size() / x.shape().dim(1);
    if (count < 2) {
      throw ShapeError.of("batch_norm: one value per channel has no variance")
          .fact("input", x.shape())
          .fact("expected", "at least 2 values per channel in training");
    }
    Tensor mean = x.mean(axes);
    Tensor deviation = x.minus(mean.alongChannels(rank));
    Tensor variance = deviation.times(deviation).mean(axes);
    double momentum = options.momentum();
    pass.remember(runningMean, blend(runningMean.value(), mean, momentum));
    pass.remember(
        runningVar, blend(runningVar.value(), variance.times(count / (count - 1.0)), momentum));
    pass.remember(numBatchesTracked, numBatchesTracked.value().plus(1));
    Tensor scale = weight.value().dividedBy(variance.plus(options.epsilon()).sqrt());
    return deviation.times(scale.alongChannels(rank)).plus(bias.value().alongChannels(rank));
  }

  private static Tensor blend(Tensor old, Tensor seen, double momentum) {
    return old.times(1 - momentum).plus(seen.times(momentum));
  }
}
