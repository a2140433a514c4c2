package dev.fovea.nn.layer;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.Junction;
import dev.fovea.nn.Pass;
import java.util.List;

/**
 * Several tensors made one, element by element; axes of size 1 are repeated as needed.
 *
 * @param how what is made of them
 */
public record Merge(How how) implements Junction, BasicLayer {
  /** What is made of several numbers. */
  public enum How {
    /** {@code a + b + …}. */
    SUM,
    /** {@code a − b}, of two alone. */
    DIFFERENCE,
    /** {@code a · b · …}. */
    PRODUCT,
    /** {@code (a + b + …) / n}. */
    MEAN,
    /** The largest. */
    MAXIMUM,
    /** The smallest. */
    MINIMUM
  }

  @Override
  public List<Tensor> forward(List<Tensor> inputs, Pass pass) {
    if (inputs.isEmpty() || (how == How.DIFFERENCE && inputs.size() != 2)) {
      throw ShapeError.of("merge: wrong number of inputs")
          .fact("expected", how == How.DIFFERENCE ? "2" : "at least 1")
          .fact("but was", inputs.size());
    }
    return List.of(
        switch (how) {
          case SUM -> inputs.stream().reduce(Tensor::plus).orElseThrow();
          case DIFFERENCE -> inputs.getFirst().minus(inputs.getLast());
          case PRODUCT -> inputs.stream().reduce(Tensor::times).orElseThrow();
          case MEAN ->
              inputs.stream().reduce(Tensor::plus).orElseThrow().dividedBy((double) inputs.size());
          case MAXIMUM -> inputs.stream().reduce(Tensor::maximum).orElseThrow();
          case MINIMUM -> inputs.stream().reduce(Tensor::minimum).orElseThrow();
        });
  }
}
