package dev.fovea.nn.metric;

import dev.fovea.core.ShapeError;
import dev.fovea.core.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The area under the {@link RocCurve} of yes-or-no answers: one score each, logit or probability.
 * Targets above ½ mean yes. NaN while all targets are of one kind.
 */
public record RocArea() implements Metric {
  @Override
  public String name() {
    return "roc_auc";
  }

  @Override
  public Accumulator start() {
    return new Accumulator() {
      private final List<Double> scores = new ArrayList<>();
      private final List<Boolean> positive = new ArrayList<>();

      @Override
      public void add(Tensor predictions, Tensor targets) {
        if (predictions.shape().size() != targets.shape().size()) {
          throw ShapeError.of("metric: one number an answer is needed")
              .fact("predictions", predictions.shape())
              .fact("targets", targets.shape());
        }
        for (double score : predictions.toDoubleArray()) {
          scores.add(score);
        }
        for (double target : targets.toDoubleArray()) {
          positive.add(target > 0.5);
        }
      }

      @Override
      public double value() {
        if (positive.stream().distinct().count() < 2) {
          return Double.NaN;
        }
        boolean[] kinds = new boolean[positive.size()];
        for (int i = 0; i < kinds.length; i++) {
          kinds[i] = positive.get(i);
        }
        return RocCurve.of(scores.stream().mapToDouble(Double::doubleValue).toArray(), kinds)
            .area();
      }
    };
  }
}
