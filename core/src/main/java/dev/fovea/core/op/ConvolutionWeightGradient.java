package dev.fovea.core.op;

import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Window;
import java.util.List;

/**
 * The adjoint of {@link Convolution} in its weight: inputs {@code x [N, C_in, …in]} and {@code
 * gradOut [N, C_out, …out]}, result {@code [C_out, C_in/groups, …kernel]}.
 *
 * <p>{@code dw[o, c, k] = Σ_{n, p} x[n, c, p·stride + k·dilation − before]·gradOut[n, o, p]}.
 *
 * @param window the geometry of the convolution, its padding in numbers
 * @param groups how many blocks the channels fall into
 */
public record ConvolutionWeightGradient(Window window, int groups) implements Op {
  @Override
  public String name() {
    return "conv" + window.rank() + "d_weight_gradient";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    int in = inputs.get(0).dim(1) / groups;
    return Spatial.shape(inputs.get(1).dim(1), in, window.kernel());
  }
}
