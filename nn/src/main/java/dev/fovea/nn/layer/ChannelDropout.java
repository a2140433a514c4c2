package dev.fovea.nn.layer;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.Pass;

/**
 * In training, each channel of each example 0 as a whole with probability {@code rate}, the others
 * divided by {@code 1 − rate} (Tompson et al. 2015); PyTorch calls it Dropout1d and Dropout2d. In
 * evaluation, nothing.
 *
 * <p>Shapes: {@code x} and {@code y} {@code [N, C, …]}.
 *
 * @param rate the probability of 0, from 0 inclusive to 1 exclusive
 * @see <a href="https://arxiv.org/abs/1411.4280">Tompson et al. 2015</a>
 */
public record ChannelDropout(double rate) implements BasicLayer {
  public ChannelDropout {
    if (!(rate >= 0 && rate < 1)) {
      throw ShapeError.of("channel_dropout: rate out of range")
          .fact("expected", "0 <= rate < 1")
          .fact("but was", rate);
    }
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    if (x.shape().rank() < 2) {
      throw ShapeError.of("channel_dropout: wrong number of axes")
          .fact("input", x.shape())
          .fact("expected", "[N, C, …]");
    }
    if (!pass.isTraining() || rate == 0) {
      return x;
    }
    Shape channels = x.shape();
    for (int axis = 2; axis < channels.rank(); axis++) {
      channels = channels.with(axis, 1);
    }
    return x.times(pass.dropout(Tensor.full(1, x.dtype(), channels), rate));
  }
}
