package dev.fovea.cli.run;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.Layer;
import dev.fovea.nn.activation.LogSoftmax;
import dev.fovea.nn.activation.Sigmoid;
import dev.fovea.nn.activation.Softmax;
import java.util.Arrays;

/** The probabilities a network gives to the classes of some examples. */
public final class ClassProbabilities {
  private final double[][] probabilities;

  private ClassProbabilities(double[][] probabilities) {
    this.probabilities = probabilities;
  }

  /**
   * From the outputs of a network. Those of a last softmax are taken as they are, those of a last
   * log-softmax are exponentiated, all others go through softmax. One number per example is the
   * probability of the second of two classes if a sigmoid comes last, and else its logit.
   *
   * @param outputs {@code [N, K]}, or {@code [N, 1]} for two classes
   */
  public static ClassProbabilities of(Layer network, Tensor outputs) {
    if (outputs.shape().rank() != 2) {
      throw ShapeError.of("answers: the network does not end in one score a class")
          .fact("output", outputs.shape())
          .fact("expected", "[N, classes]");
    }
    Layer last = network.leaves().getLast();
    int examples = outputs.shape().dim(0);
    int classes = outputs.shape().dim(1);
    float[] values = outputs.toFloatArray();
    if (classes == 1) {
      return ofTwo(last instanceof Sigmoid, values);
    }
    double[][] probabilities = new double[examples][classes];
    for (int i = 0; i < examples; i++) {
      for (int k = 0; k < classes; k++) {
        probabilities[i][k] = values[i * classes + k];
      }
      switch (last) {
        case Softmax _ -> {}
        case LogSoftmax _ -> exponentiate(probabilities[i], 0);
        default -> {
          exponentiate(probabilities[i], max(probabilities[i]));
          divide(probabilities[i]);
        }
      }
    }
    return new ClassProbabilities(probabilities);
  }

  /**
   * From probabilities.
   *
   * @param shares for each example one a class, their sum 1
   */
  static ClassProbabilities ofShares(double[][] shares) {
    return new ClassProbabilities(shares);
  }

  private static ClassProbabilities ofTwo(boolean isProbability, float[] values) {
    double[][] probabilities = new double[values.length][];
    for (int i = 0; i < values.length; i++) {
      double second = isProbability ? values[i] : 1 / (1 + Math.exp(-values[i]));
      probabilities[i] = new double[] {1 - second, second};
    }
    return new ClassProbabilities(probabilities);
  }

  /** All probabilities, {@code [N, classes]}, float64. */
  Tensor tensor() {
    double[] all = Arrays.stream(probabilities).flatMapToDouble(Arrays::stream).toArray();
    return Tensor.of(all, size(), classes());
  }

  private static double max(double[] row) {
    double max = Double.NEGATIVE_INFINITY;
    for (double value : row) {
      max = Math.max(max, value);
    }
    return max;
  }

  private static void exponentiate(double[] row, double less) {
    for (int k = 0; k < row.length; k++) {
      row[k] = Math.exp(row[k] - less);
    }
  }

  private static void divide(double[] row) {
    double sum = 0;
    for (double value : row) {
      sum += value;
    }
    for (int k = 0; k < row.length; k++) {
      row[k] /= sum;
    }
  }

  /** How many examples there are. */
  public int size() {
    return probabilities.length;
  }

  /** How many classes there are. */
  public int classes() {
    return probabilities[0].length;
  }

  /** The probability of a class for an example. */
  public double probability(int example, int label) {
    return probabilities[example][label];
  }

  /** The most probable class of an example. */
  public int answer(int example) {
    int best = 0;
    for (int k = 1; k < classes(); k++) {
      if (probabilities[example][k] > probabilities[example][best]) {
        best = k;
      }
    }
    return best;
  }
}
