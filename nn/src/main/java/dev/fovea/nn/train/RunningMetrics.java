package dev.fovea.nn.train;

import dev.fovea.core.Tensor;
import dev.fovea.nn.metric.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;

/** The loss and the metrics over the batches seen so far, added up in their order. */
final class RunningMetrics {
  private final List<Metric> metrics;
  private final List<Metric.Accumulator> accumulators = new ArrayList<>();
  private double loss;
  private double weight;
  private int examples;

  RunningMetrics(List<Metric> metrics) {
    this.metrics = metrics;
    metrics.forEach(metric -> accumulators.add(metric.start()));
  }

  void add(Batch batch, StepFunction.Outcome outcome) {
    if (outcome.weight() != 0) {
      loss += outcome.loss() * outcome.weight();
    }
    weight += outcome.weight();
    examples += batch.size();
    accumulators.forEach(each -> each.add(outcome.predictions(), batch.targets()));
  }

  int examples() {
    return examples;
  }

  /** Everything added up so far, by the names of the figures. */
  SequencedMap<String, Tensor> sums() {
    SequencedMap<String, Tensor> sums = new LinkedHashMap<>();
    sums.put(MetricNames.LOSS, Tensor.of(new double[] {loss, weight, examples}, 3));
    for (int i = 0; i < metrics.size(); i++) {
      double[] state = accumulators.get(i).state();
      sums.put(metrics.get(i).name(), Tensor.of(state, state.length));
    }
    return sums;
  }

  /** Takes the place of what was added up so far. */
  void restore(SequencedMap<String, Tensor> sums) {
    if (!sums.sequencedKeySet().equals(sums().sequencedKeySet())) {
      throw new IllegalArgumentException(
          "training: the epoch at hand was counted by other metrics"
              + ("\n  expected: " + sums().sequencedKeySet())
              + ("\n  found:    " + sums.sequencedKeySet()));
    }
    double[] losses = sum(sums, MetricNames.LOSS);
    if (losses.length != 3) {
      throw new IllegalArgumentException(
          "training: expected loss, weight and number of examples but was "
              + losses.length
              + " numbers");
    }
    loss = losses[0];
    weight = losses[1];
    examples = (int) losses[2];
    for (int i = 0; i < metrics.size(); i++) {
      accumulators.get(i).restore(sum(sums, metrics.get(i).name()));
    }
  }

  private static double[] sum(SequencedMap<String, Tensor> sums, String name) {
    return Objects.requireNonNull(sums.get(name), name).toDoubleArray();
  }

  Evaluation figures() {
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    values.put(MetricNames.LOSS, loss / weight);
    for (int i = 0; i < metrics.size(); i++) {
      values.put(metrics.get(i).name(), accumulators.get(i).value());
    }
    return new Evaluation(examples, values);
  }
}
