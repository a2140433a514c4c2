package dev.fovea.core.op;

import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Window;
import java.util.List;

/**
 * Convolution (cross-correlation, as in PyTorch) of signals or images.
 *
 * <p>Shapes: {@code x [N, C_in, …in]}, {@code weight [C_out, C_in/groups, …kernel]} to {@code [N,
 * C_out, …out]}, where … is one spatial axis (L) or two (H, W).
 *
 * <p>{@code y[n, o, p] = Σ_{c, k} x[n, c, p·stride + k·dilation − before]·weight[o, c, k]} with c
 * over the channels of o's group.
 *
 * @param window the geometry, its padding in numbers
 * @param groups how many blocks the channels fall into
 */
public record Convolution(Window window, int groups) implements Op {
  @Override
  public String name() {
    return "conv" + window.rank() + "d";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    Shape weight = inputs.get(1);
    ConvolutionShapes.check(this, x, weight);
    return Spatial.shape(x.dim(0), weight.dim(0), Spatial.output(name(), window, x, weight));
  }

  @Override
  public DType outputType(List<DType> inputs) {
    return ConvolutionShapes.type(name(), inputs);
  }
}
