package dev.fovea.core.op;

import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.core.shape.Window;
import java.util.List;

/**
 * The adjoint of {@link Convolution} in its input: transposed convolution, and the gradient of a
 * convolution with respect to x.
 *
 * <p>Shapes: {@code x [N, C_in, …in]}, {@code weight [C_in, C_out/groups, …kernel]} to {@code [N,
 * C_out, …output]}.
 *
 * <p>{@code y[n, o, p·stride + k·dilation − before] += x[n, c, p]·weight[c, o, k]}.
 *
 * @param window the geometry of the convolution this transposes, its padding in numbers
 * @param groups how many blocks the channels fall into
 * @param output the spatial sizes of the result: those the convolution maps to the sizes of x
 */
public record ConvolutionTransposed(Window window, int groups, List<Integer> output) implements Op {
  public ConvolutionTransposed {
    output = List.copyOf(output);
  }

  @Override
  public String name() {
    return "conv_transpose" + window.rank() + "d";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    Shape weight = inputs.get(1);
    ConvolutionShapes.check(this, x, weight);
    if (!window.output(output).equals(Spatial.sizes(x))) {
      throw ShapeError.of(name() + ": the output size does not fit the input")
          .fact("input", x)
          .fact("output", output)
          .fact("expected", "a convolution from the output to " + Spatial.sizes(x))
          .fact("but was", "to " + window.output(output));
    }
    return Spatial.shape(x.dim(0), weight.dim(1) * groups, output);
  }

  @Override
  public DType outputType(List<DType> inputs) {
    return ConvolutionShapes.type(name(), inputs);
  }
}
