package dev.fovea.nn.layer;

import dev.fovea.core.Param;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Window;
import dev.fovea.nn.Pass;
import java.util.List;
import java.util.Optional;

/**
 * 1-D transposed convolution: what takes the gradient of a {@link Conv1d} back to its input.
 *
 * <p>Shapes: {@code x [N, C_in, L]} to {@code y [N, C_out, L_out]} with {@code out = (in −
 * 1)·stride − 2·padding + dilation·(kernel − 1) + 1 + outputPadding}; {@code weight [C_in,
 * C_out/groups, k]}; {@code bias [C_out]}.
 *
 * @param weight the kernels
 * @param bias one number per output channel, if any
 * @param window kernel, stride, padding, dilation
 * @param groups into how many independent parts the channels fall
 * @param outputPadding extra positions after each axis of the output
 * @see <a href="https://arxiv.org/abs/1603.07285">Dumoulin and Visin 2016, relationship 14</a>
 */
public record ConvTranspose1d(
    Param weight, Optional<Param> bias, Window window, int groups, List<Integer> outputPadding)
    implements BasicLayer {
  public ConvTranspose1d {
    outputPadding = List.copyOf(outputPadding);
  }

  /** A transposed convolution of signals, its input channels still open. */
  public static ConvTransposeConfig config(int channels, int kernel) {
    return ConvTransposeConfig.of(channels, Window.of(kernel));
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    int[] extra = outputPadding.stream().mapToInt(Integer::intValue).toArray();
    Tensor y = x.convTransposed(weight.value(), window, groups, extra);
    return bias.map(b -> y.plusChannels(b.value())).orElse(y);
  }
}
