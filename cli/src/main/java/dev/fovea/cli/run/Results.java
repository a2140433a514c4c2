package dev.fovea.cli.run;

import dev.fovea.core.Tensor;
import dev.fovea.data.Dataset;
import dev.fovea.nn.loss.BinaryCrossEntropy;
import dev.fovea.nn.loss.BinaryCrossEntropyWithLogits;
import dev.fovea.nn.loss.Loss;
import dev.fovea.nn.metric.Accuracy;
import dev.fovea.nn.metric.ConfusionMatrix;
import dev.fovea.nn.metric.Metric;
import dev.fovea.nn.train.Evaluation;
import dev.fovea.nn.train.Predictions;
import dev.fovea.nn.train.Trainer;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * How well a trained network does.
 *
 * @param sets the figures of each set, by name: {@code train}, {@code validation}, {@code test}
 * @param confusion which test examples were taken for what
 * @param answers the classes of the test examples, as the network sees them
 */
public record Results(
    SequencedMap<String, Evaluation> sets, ConfusionMatrix confusion, ClassProbabilities answers) {
  /** The set of the last evaluation. */
  public static final String TEST = "test";

  /** Evaluates; the sets must have one called {@code test}. */
  public static Results of(Trainer trainer, SequencedMap<String, Dataset> sets) {
    SequencedMap<String, Evaluation> figures = new LinkedHashMap<>();
    sets.forEach((name, set) -> figures.put(name, trainer.evaluate(set)));
    Dataset test = sets.get(TEST);
    if (test == null) {
      throw new IllegalArgumentException("results: there is no test set");
    }
    Predictions predictions = trainer.predict(test);
    Tensor outputs = predictions.outputs();
    ClassProbabilities answers = ClassProbabilities.of(trainer.model(), outputs);
    boolean isOneOfTwo = outputs.shape().dim(1) == 1;
    ConfusionMatrix confusion =
        ConfusionMatrix.of(
            isOneOfTwo ? answers.tensor() : outputs, predictions.targets(), test.classNames());
    return new Results(figures, confusion, answers);
  }

  /** The share of right answers of a network that was trained with this loss. */
  public static Metric accuracy(Loss loss) {
    return switch (loss) {
      case BinaryCrossEntropy _ -> Accuracy.ofProbabilities();
      case BinaryCrossEntropyWithLogits _ -> Accuracy.ofLogits();
      default -> Accuracy.top1();
    };
  }

  /** The figures of the test set. */
  public Evaluation test() {
    Evaluation test = sets.get(TEST);
    if (test == null) {
      throw new IllegalStateException("results: there is no test set");
    }
    return test;
  }
}
