package dev.fovea.nn.activation;

import dev.fovea.core.Param;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.Pass;
import dev.fovea.nn.param.NewParams;

/**
 * {@code x} where positive, {@code weight·x} elsewhere, the slopes learned (He et al. 2015).
 *
 * <p>Shapes: {@code x} and {@code y} {@code [N, C, …]}; {@code weight} {@code [1]} for one slope in
 * all, {@code [C]} for one per channel, or the shape of an example with sizes of 1 along the axes
 * that share a slope, as Keras has it.
 *
 * @param weight the slopes
 * @see <a href="https://arxiv.org/abs/1502.01852">He, Zhang, Ren and Sun 2015</a>
 */
public record PRelu(Param weight) implements ActivationLayer {
  /** Slopes of this shape, all 0.25, as PyTorch starts them. */
  public static PRelu of(Shape slopes) {
    return new PRelu(NewParams.constant("weight", 0.25, slopes));
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Tensor below = x.minus(x.relu());
    return x.relu().plus(below.times(slopes(x.shape())));
  }

  private Tensor slopes(Shape shape) {
    Shape own = weight.shape();
    boolean isOnePerChannel =
        own.rank() == 1 && shape.rank() > 1 && (own.dim(0) == 1 || own.dim(0) == shape.dim(1));
    if (isOnePerChannel) {
      return weight.value().alongChannels(shape.rank());
    }
    boolean fits = own.rank() == shape.rank() - 1;
    for (int axis = 0; axis < own.rank() && fits; axis++) {
      fits = own.dim(axis) == 1 || own.dim(axis) == shape.dim(axis + 1);
    }
    if (!fits) {
      throw ShapeError.of("prelu: the slopes do not fit the input")
          .fact("input", shape)
          .fact("expected", "slopes [1], [C] or those of one example, with 1 where they are shared")
          .fact("but was", own);
    }
    return weight.value();
  }
}
