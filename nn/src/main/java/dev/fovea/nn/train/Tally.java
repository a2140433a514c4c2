package dev.fovea.nn.train;

import dev.fovea.nn.metric.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The loss and the metrics over the batches seen so far, added up in their order. */
final class Tally {
  private final List<Metric> metrics;
  private final List<Metric.Accumulator> accumulators = new ArrayList<>();
  private double loss;
  private double weight;
  private int examples;

  Tally(List<Metric> metrics) {
    this.metrics = metrics;
    metrics.forEach(metric -> accumulators.add(metric.start()));
  }

  void add(Batch batch, StepProgram.Outcome outcome) {
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

  Evaluation figures() {
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    values.put(Figures.LOSS, loss / weight);
    for (int i = 0; i < metrics.size(); i++) {
      values.put(metrics.get(i).name(), accumulators.get(i).value());
    }
    return new Evaluation(examples, values);
  }
}
