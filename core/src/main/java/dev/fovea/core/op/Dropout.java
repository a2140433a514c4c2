package dev.fovea.core.op;

import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import java.util.List;

/**
 * Sets each element to 0 with probability {@code rate} and divides the others by {@code 1 − rate}
 * (Srivastava et al. 2014, inverted). Inputs {@code (x, step)}: the mask is a function of seed,
 * step and the element's position ({@link CounterRandom}), so it is the same whatever computes it,
 * and the gradient makes it again instead of keeping it.
 *
 * @param rate the probability of 0, from 0 inclusive to 1 exclusive
 * @param seed the key of this place in the network
 */
public record Dropout(double rate, long seed) implements Op {
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw ShapeError.of("dropout: rate out of range")
          .fact("expected", "0 <= rate < 1")
          .fact("but was", rate);
    }
  }

  @Override
  public String name() {
    return "dropout";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    if (inputs.get(1).rank() != 0) {
      throw ShapeError.of("dropout: the step must be a single number")
          .fact("expected", "a scalar int64")
          .fact("but was", inputs.get(1));
    }
    return inputs.getFirst();
  }
}
