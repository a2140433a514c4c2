package dev.fovea.nn.layer;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.Pass;

/**
 * In training, each element 0 with probability {@code rate}, the others divided by {@code 1 − rate}
 * (Srivastava et al. 2014). In evaluation, nothing.
 *
 * @param rate the probability of 0, from 0 inclusive to 1 exclusive
 */
public record Dropout(double rate) implements BasicLayer {
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw ShapeError.of("dropout: rate out of range")
          .fact("expected", "0 <= rate < 1")
          .fact("but was", rate);
    }
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return pass.dropout(x, rate);
  }
}
