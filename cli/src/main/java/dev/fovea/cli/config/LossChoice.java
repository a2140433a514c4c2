package dev.fovea.cli.config;

import dev.fovea.cli.yaml.ConfigException;
import dev.fovea.cli.yaml.Section;
import dev.fovea.nn.loss.CrossEntropy;
import dev.fovea.nn.loss.Loss;
import java.util.List;

/** Reads {@code loss: cross-entropy}. */
final class LossChoice {
  private static final List<String> KNOWN =
      List.of(
          "cross-entropy",
          "cross-entropy-on-probabilities",
          "negative-log-likelihood",
          "binary-cross-entropy",
          "binary-cross-entropy-with-logits");

  private LossChoice() {}

  static Loss read(Section.Choice choice) {
    Section options = choice.options();
    try {
      return switch (choice.word()) {
        case "cross-entropy" -> {
          options.knowing("label-smoothing", "class-weights");
          CrossEntropy loss = Loss.crossEntropy();
          loss = loss.labelSmoothing(options.number("label-smoothing").orElse(0));
          if (options.has("class-weights")) {
            loss =
                loss.classWeights(
                    options.numbers("class-weights").orElseThrow().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray());
          }
          yield loss;
        }
        case "cross-entropy-on-probabilities" -> {
          options.knowing();
          yield Loss.crossEntropyOnProbabilities();
        }
        case "binary-cross-entropy" -> {
          options.knowing();
          yield Loss.binaryCrossEntropy();
        }
        case "binary-cross-entropy-with-logits" -> {
          options.knowing();
          yield Loss.binaryCrossEntropyWithLogits();
        }
        case "negative-log-likelihood" -> {
          options.knowing();
          yield Loss.negativeLogLikelihood();
        }
        default -> throw choice.unknown(KNOWN);
      };
    } catch (ConfigException known) {
      throw known;
    } catch (IllegalArgumentException refused) {
      throw choice.in().refused(choice.key(), refused);
    }
  }
}
