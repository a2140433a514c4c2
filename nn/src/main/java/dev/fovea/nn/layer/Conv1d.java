package dev.fovea.nn.layer;

import dev.fovea.core.Param;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Window;
import dev.fovea.nn.Pass;
import java.util.Optional;

/**
 * 1-D convolution (cross-correlation, as in PyTorch) of signals.
 *
 * <p>Shapes: {@code x [N, C_in, L]} to {@code y [N, C_out, L_out]}; {@code weight [C_out,
 * C_in/groups, k]}; {@code bias [C_out]}.
 *
 * @param weight the kernels
 * @param bias one number per output channel, if any
 * @param window kernel, stride, padding, dilation
 * @param groups into how many independent parts the channels fall
 * @see <a href="https://arxiv.org/abs/1603.07285">Dumoulin and Visin 2016, relationship 15</a>
 */
public record Conv1d(Param weight, Optional<Param> bias, Window window, int groups)
    implements BasicLayer {
  /** A convolution with kernels of this length, its input channels still open. */
  public static ConvolutionConfig config(int channels, int kernel) {
    return ConvolutionConfig.of(channels, Window.of(kernel));
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Tensor y = x.conv(weight.value(), window, groups);
    return bias.map(b -> y.plusChannels(b.value())).orElse(y);
  }
}
