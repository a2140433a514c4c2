package dev.fovea.nn.optim;

import dev.fovea.core.Tensor;
import java.util.List;

/** What is done to gradients that are too large. */
public sealed interface Clipping {
  /** The gradients of all parameters, clipped. */
  List<Tensor> apply(List<Tensor> gradients);

  /** Nothing. */
  record None() implements Clipping {
    @Override
    public List<Tensor> apply(List<Tensor> gradients) {
      return gradients;
    }
  }

  /**
   * All gradients multiplied by {@code min(1, largest / (norm + 10⁻⁶))}, the norm taken over all of
   * them together (Pascanu et al. 2013; PyTorch's {@code clip_grad_norm_}).
   *
   * @param largest the largest Euclidean norm
   */
  record ByNorm(double largest) implements Clipping {
    public ByNorm {
      positive(largest);
    }

    @Override
    public List<Tensor> apply(List<Tensor> gradients) {
      if (gradients.isEmpty()) {
        return gradients;
      }
      Tensor norm =
          gradients.stream()
              .map(gradient -> gradient.times(gradient).sum())
              .reduce(Tensor::plus)
              .orElseThrow()
              .sqrt();
      Tensor limit = Tensor.full(largest, norm.dtype(), norm.shape());
      Tensor one = Tensor.full(1, norm.dtype(), norm.shape());
      Tensor factor = limit.dividedBy(norm.plus(1e-6)).minimum(one);
      return gradients.stream().map(gradient -> gradient.times(factor)).toList();
    }
  }

  /**
   * Each number kept between {@code −largest} and {@code largest}.
   *
   * @param largest the largest absolute value
   */
  record ByValue(double largest) implements Clipping {
    public ByValue {
      positive(largest);
    }

    @Override
    public List<Tensor> apply(List<Tensor> gradients) {
      return gradients.stream().map(gradient -> gradient.clip(-largest, largest)).toList();
    }
  }

  private static void positive(double largest) {
    if (!(largest > 0)) {
      throw new IllegalArgumentException("clipping: expected a limit above 0 but was " + largest);
    }
  }
}
