package dev.fovea.nn.norm;

import dev.fovea.core.Param;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.LayerConfig;
import dev.fovea.nn.Pass;
import dev.fovea.nn.StateBuffer;
import dev.fovea.nn.param.NewParams;

/**
 * Batch normalization of signals (Ioffe and Szegedy 2015): {@code y = (x − mean) / √(variance + ε)
 * · weight + bias}, channel by channel. In training mean and variance are those of the batch, and
 * running ones are kept; in evaluation the running ones are used, and in training too if weight and
 * bias are frozen.
 *
 * <p>Shapes: {@code x} and {@code y} {@code [N, C]} or {@code [N, C, L]}; everything else {@code
 * [C]}.
 *
 * @param weight the scale of each channel
 * @param bias the center of each channel
 * @param runningMean the mean seen in training
 * @param runningVar the unbiased variance seen in training
 * @param numBatchesTracked how many batches were seen
 * @param options ε and the momentum of the running values
 */
public record BatchNorm1d(
    Param weight,
    Param bias,
    StateBuffer runningMean,
    StateBuffer runningVar,
    StateBuffer numBatchesTracked,
    BatchNormOptions options)
    implements NormLayer {
  /** Batch normalization with PyTorch's settings, its channels still open. */
  public static Config config() {
    return new Config(BatchNormOptions.DEFAULT);
  }

  /** Batch normalization of this many channels, as it starts. */
  public static BatchNorm1d of(int channels, BatchNormOptions options) {
    Shape shape = Shape.of(channels);
    return new BatchNorm1d(
        NewParams.constant("weight", 1, shape),
        NewParams.constant("bias", 0, shape),
        new StateBuffer(NewParams.constant("running_mean", 0, shape)),
        new StateBuffer(NewParams.constant("running_var", 1, shape)),
        StateBuffer.of("num_batches_tracked", Tensor.of(new long[1])),
        options);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    int rank = x.shape().rank();
    if ((rank != 2 && rank != 3) || x.shape().dim(1) != weight.shape().size()) {
      throw ShapeError.of("batch_norm1d: the input does not fit")
          .fact("input", x.shape())
          .fact("expected", "[N, C] or [N, C, L] with C = " + weight.shape().size());
    }
    return BatchNormalization.of(
        x, weight, bias, runningMean, runningVar, numBatchesTracked, options, pass);
  }

  /**
   * Batch normalization whose number of channels is not known yet.
   *
   * @param options ε and the momentum of the running values
   */
  public record Config(BatchNormOptions options) implements LayerConfig {
    /** With another ε. */
    public Config epsilon(double added) {
      return new Config(new BatchNormOptions(added, options.momentum()));
    }

    /** With another share of each batch in the running values. */
    public Config momentum(double share) {
      return new Config(new BatchNormOptions(options.epsilon(), share));
    }

    @Override
    public String kind() {
      return "batchnorm";
    }

    @Override
    public BatchNorm1d build(Shape input, Seed seed) {
      return of(input.dim(0), options);
    }
  }
}
