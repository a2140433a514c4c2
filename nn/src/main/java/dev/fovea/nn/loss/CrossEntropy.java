package dev.fovea.nn.loss;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Cross entropy of logits {@code x [N, K, …]} with class numbers {@code y [N, …]}: {@code l = −w_y
 * · ln softmax(x)_y}, averaged as {@code Σ l / Σ w_y} like PyTorch.
 *
 * <p>With label smoothing ε (Szegedy et al. 2016) a part of the target goes to all classes: {@code
 * (1 − ε)·l + ε/K · Σ_k −w_k · ln softmax(x)_k}.
 *
 * <p>Instead of class numbers there may be probabilities of all classes, floating-point numbers of
 * the shape of the logits: then {@code l = −Σ_k w_k · y_k · ln softmax(x)_k}.
 *
 * @param labelSmoothing ε, from 0 to 1
 * @param classWeights one number per class; all 1 if empty
 */
public record CrossEntropy(double labelSmoothing, Optional<List<Double>> classWeights)
    implements Loss {
  public CrossEntropy {
    if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
      throw new IllegalArgumentException(
          "label smoothing: expected 0 to 1 but was " + labelSmoothing);
    }
    classWeights = classWeights.map(Classes::weights);
  }

  /** With another label smoothing. */
  public CrossEntropy labelSmoothing(double epsilon) {
    return new CrossEntropy(epsilon, classWeights);
  }

  /** With one weight a class. */
  public CrossEntropy classWeights(double... weights) {
    return new CrossEntropy(labelSmoothing, Optional.of(Arrays.stream(weights).boxed().toList()));
  }

  @Override
  public Tensor each(Tensor logits, Tensor targets) {
    Tensor target = Classes.oneHot("cross_entropy", logits, targets);
    if (labelSmoothing > 0) {
      target = target.times(1 - labelSmoothing).plus(labelSmoothing / logits.shape().dim(1));
    }
    if (classWeights.isPresent()) {
      target = target.times(Classes.along("cross_entropy", classWeights.get(), logits));
    }
    return logits.logSoftmax(1).times(target).sum(1).negate();
  }

  @Override
  public Optional<Tensor> weights(Tensor logits, Tensor targets) {
    return classWeights.map(weights ->
        Classes.oneHot("cross_entropy", logits, targets)
            .times(Classes.along("cross_entropy", weights, logits))
            .sum(1));
  }

  @Override
  public void check(Shape predictions, Tensor targets) {
    Classes.inRange("cross_entropy", predictions, targets);
  }

  @Override
  public PredictionScale expects() {
    return PredictionScale.LOGITS;
  }
}
