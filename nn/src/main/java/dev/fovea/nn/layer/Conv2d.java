package dev.fovea.nn.layer;

import dev.fovea.core.Param;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Window;
import dev.fovea.nn.Pass;
import java.util.Optional;

/**
 * 2-D convolution (cross-correlation, as in PyTorch).
 *
 * <p>Shapes: {@code x [N, C_in, H, W]} to {@code y [N, C_out, H_out, W_out]}; {@code weight [C_out,
 * C_in/groups, kH, kW]}; {@code bias [C_out]}.
 *
 * @param weight the kernels
 * @param bias one number per output channel, if any
 * @param window kernel, stride, padding, dilation
 * @param groups into how many independent parts the channels fall
 * @see <a href="https://arxiv.org/abs/1603.07285">Dumoulin and Visin 2016, relationship 15</a>
 */
public record Conv2d(Param weight, Optional<Param> bias, Window window, int groups)
    implements BasicLayer {
  /** A convolution with square kernels, its input channels still open. */
  public static ConvolutionConfig config(int channels, int kernel) {
    return config(channels, Window.of(kernel, kernel));
  }

  /** A convolution of any geometry, its input channels still open. */
  public static ConvolutionConfig config(int channels, Window window) {
    return ConvolutionConfig.of(channels, window);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Tensor y = x.conv(weight.value(), window, groups);
    return bias.map(b -> y.plusChannels(b.value())).orElse(y);
  }
}
