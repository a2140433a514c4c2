package dev.fovea.nn.metric;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.ShapeError;
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
          throw ShapeError.of("metric: one number per answer is needed")
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

      /** Score, then 1 or 0, for each example. */
      @Override
      public double[] state() {
        double[] state = new double[2 * scores.size()];
        for (int i = 0; i < scores.size(); i++) {
          state[2 * i] = scores.get(i);
          state[2 * i + 1] = positive.get(i) ? 1 : 0;
        }
        return state;
      }

      @Override
      public void restore(double[] state) {
        if (state.length % 2 != 0) {
          throw new IllegalArgumentException(
              "roc_auc: expected two numbers per example but was " + state.length);
        }
        scores.clear();
        positive.clear();
        for (int i = 0; i < state.length; i += 2) {
          scores.add(state[i]);
          positive.add(state[i + 1] > 0.5);
        }
      }
    };
  }
}
