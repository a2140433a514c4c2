package dev.fovea.plot;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Round numbers along an axis.
 *
 * @param first the lowest, as a multiple of {@code step}
 * @param last the highest, as a multiple of {@code step}
 * @param step 1, 2 or 5 times a power of ten
 */
record Ticks(long first, long last, double step) {
  /** Steps that cover {@code low} to {@code high}, both finite; about {@code wanted} or fewer. */
  static Ticks covering(double low, double high, int wanted) {
    double span = high - low;
    if (span <= 1e-9 * Math.max(Math.abs(low), Math.abs(high)) || span == 0) {
      // A constant still needs an axis: half its size, or 1 for zero, to both sides.
      double half = low == 0 ? 1 : Math.abs(low) / 2;
      return covering(low - half, high + half, wanted);
    }
    double step = step(span, wanted);
    // The last digits of a division must not add an empty step.
    long first = (long) Math.floor(low / step + 1e-9);
    long last = (long) Math.ceil(high / step - 1e-9);
    return new Ticks(first, last, step);
  }

  /**
   * Steps that lie from {@code low} to {@code high}, both finite; about {@code wanted} or fewer.
   */
  static Ticks within(double low, double high, int wanted) {
    double step = step(high - low, wanted);
    return new Ticks(
        (long) Math.ceil(low / step - 1e-9), (long) Math.floor(high / step + 1e-9), step);
  }

  private static double step(double span, int wanted) {
    double rough = span / wanted;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double lead = rough / power;
    return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
  }

  /** Whole numbers from 1 to {@code n}, at most about {@code most} of them: epochs. */
  static List<Integer> epochs(int n, int most) {
    int step = 1;
    for (int i = 0; n / step > most; i++) {
      step = (int) Math.pow(10, i / 3 + (i % 3 == 2 ? 1 : 0)) * new int[] {2, 5, 1}[i % 3];
    }
    int fixed = step;
    return IntStream.rangeClosed(1, n).filter(e -> e == 1 || e % fixed == 0).boxed().toList();
  }

  double low() {
    return first * step;
  }

  double high() {
    return last * step;
  }

  List<Double> values() {
    return LongStream.rangeClosed(first, last).mapToObj(i -> i * step).toList();
  }

  /** A tick's number, with the decimals its step needs. */
  String label(double value) {
    double size = Math.max(Math.abs(low()), Math.abs(high()));
    if (size >= 1e6 || step < 1e-6) {
      return Numbers.significant(value, 3);
    }
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    return Numbers.decimals(value, decimals);
  }
}
