package dev.fovea.nn.metric;

import dev.fovea.core.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Receiver operating characteristic: what share of the positive examples is found, against what
 * share of the negative ones is taken for positive, as the threshold falls. Examples with equal
 * scores pass it together, so that ties are worth half.
 *
 * @param points from (0, 0) to (1, 1); one for each different score
 */
public record RocCurve(List<Point> points) {
  public RocCurve {
    points = List.copyOf(points);
  }

  /**
   * One threshold.
   *
   * @param falsePositiveRate share of the negative examples at or above it
   * @param truePositiveRate share of the positive examples at or above it
   * @param threshold the score
   */
  public record Point(double falsePositiveRate, double truePositiveRate, double threshold) {}

  /**
   * The curve of some scores.
   *
   * @param scores larger means more likely positive
   * @param positive what is so
   * @throws IllegalArgumentException if all examples are of one kind, or a score is NaN
   */
  public static RocCurve of(double[] scores, boolean[] positive) {
    if (scores.length != positive.length || Arrays.stream(scores).anyMatch(Double::isNaN)) {
      throw new IllegalArgumentException(
          "roc: expected "
              + positive.length
              + " scores without NaN but was "
              + Arrays.toString(Arrays.copyOf(scores, Math.min(scores.length, 10))));
    }
    int positives = (int) IntStream.range(0, positive.length).filter(i -> positive[i]).count();
    int negatives = positive.length - positives;
    if (positives == 0 || negatives == 0) {
      throw new IllegalArgumentException(
          "roc: expected examples of both kinds but was "
              + positives
              + " positive and "
              + negatives
              + " negative");
    }
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble((Integer i) -> scores[i]).reversed());
    List<Point> points = new ArrayList<>(List.of(new Point(0, 0, Double.POSITIVE_INFINITY)));
    int found = 0;
    int wrong = 0;
    for (int i = 0; i < order.length; i++) {
      if (positive[order[i]]) {
        found++;
      } else {
        wrong++;
      }
      double score = scores[order[i]];
      if (i + 1 == order.length || scores[order[i + 1]] != score) {
        points.add(new Point((double) wrong / negatives, (double) found / positives, score));
      }
    }
    return new RocCurve(points);
  }

  /**
   * One curve per class, each against all others: scores {@code [N, K]}, class numbers {@code [N]}.
   */
  public static List<RocCurve> oneVersusRest(Tensor predictions, Tensor targets) {
    Scores scores = new Scores(predictions, targets);
    List<RocCurve> curves = new ArrayList<>();
    for (int k = 0; k < scores.classes(); k++) {
      double[] score = new double[scores.positions()];
      boolean[] positive = new boolean[scores.positions()];
      for (int i = 0; i < score.length; i++) {
        score[i] = scores.score(i, k);
        positive[i] = scores.target(i) == k;
      }
      curves.add(of(score, positive));
    }
    return curves;
  }

  /**
   * The area under the curve: the probability that a positive example has a larger score than a
   * negative one, ties worth half.
   */
  public double area() {
    double area = 0;
    for (int i = 1; i < points.size(); i++) {
      Point left = points.get(i - 1);
      Point right = points.get(i);
      double width = right.falsePositiveRate() - left.falsePositiveRate();
      area += width * (left.truePositiveRate() + right.truePositiveRate()) / 2;
    }
    return area;
  }
}
