package dev.fovea.nn.metric;

import dev.fovea.core.Tensor;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Precision, recall or F1, averaged over the classes, as a metric during training.
 *
 * @param score which of them
 * @param average how the classes count
 */
public record Averaged(Score score, Average average) implements Metric {
  /** What is averaged. */
  public enum Score {
    PRECISION,
    RECALL,
    F1
  }

  /** How classes count. */
  public enum Average {
    /** Each class the same. */
    MACRO,
    /** Each class by its number of examples. */
    WEIGHTED,
    /** All answers together. */
    MICRO
  }

  /** The mean F1 of the classes. */
  public static Averaged macroF1() {
    return new Averaged(Score.F1, Average.MACRO);
  }

  /** Such as {@code macro_f1}. */
  @Override
  public String name() {
    return (average + "_" + score).toLowerCase(Locale.ROOT);
  }

  @Override
  public Accumulator start() {
    return new Accumulator() {
      private @Nullable ConfusionMatrix counted;

      @Override
      public void add(Tensor predictions, Tensor targets) {
        ConfusionMatrix before = counted;
        counted =
            before == null
                ? ConfusionMatrix.of(predictions, targets)
                : before.plus(predictions, targets);
      }

      @Override
      public double value() {
        return counted == null ? Double.NaN : valueOf(counted);
      }

      /** The confusion matrix, row by row. */
      @Override
      public double[] state() {
        return counted == null
            ? new double[0]
            : counted.counts().stream()
                .flatMap(List::stream)
                .mapToDouble(Long::doubleValue)
                .toArray();
      }

      @Override
      public void restore(double[] state) {
        counted = state.length == 0 ? null : ConfusionMatrix.ofRows(state);
      }
    };
  }

  private double valueOf(ConfusionMatrix matrix) {
    ClassScores scores =
        switch (average) {
          case MACRO -> matrix.macro();
          case WEIGHTED -> matrix.weighted();
          case MICRO -> matrix.micro();
        };
    return switch (score) {
      case PRECISION -> scores.precision();
      case RECALL -> scores.recall();
      case F1 -> scores.f1();
    };
  }
}
