package dev.fovea.data.synthetic;

import dev.fovea.data.SplitMix64;

/**
 * One movement of the pen: a smooth curve through its points (Catmull-Rom). A point given twice is
 * a corner.
 *
 * <p>Coordinates of a skeleton: x to the right, y down, the digit fills about {@code [0, 1]} in
 * both directions.
 *
 * @see <a href="https://doi.org/10.1016/B978-0-12-079050-0.50020-5">Catmull and Rom 1974, "A class
 *     of local interpolating splines"</a>
 */
final class Stroke {
  private static final int STEPS_PER_SPAN = 6;

  private final double[] x;
  private final double[] y;

  private Stroke(double[] x, double[] y) {
    this.x = x;
    this.y = y;
  }

  /** A stroke through {@code x0, y0, x1, y1, …}. */
  static Stroke through(double... coordinates) {
    int points = coordinates.length / 2;
    double[] x = new double[points];
    double[] y = new double[points];
    for (int i = 0; i < points; i++) {
      x[i] = coordinates[2 * i];
      y[i] = coordinates[2 * i + 1];
    }
    return new Stroke(x, y);
  }

  int points() {
    return x.length;
  }

  double x(int point) {
    return x[point];
  }

  double y(int point) {
    return y[point];
  }

  /** The stroke with each point moved a little; a doubled point moves as one and stays a corner. */
  Stroke unsteady(SplitMix64 random, double deviation) {
    double[] movedX = new double[points()];
    double[] movedY = new double[points()];
    for (int i = 0; i < points(); i++) {
      if (i > 0 && x[i] == x[i - 1] && y[i] == y[i - 1]) {
        movedX[i] = movedX[i - 1];
        movedY[i] = movedY[i - 1];
      } else {
        movedX[i] = x[i] + deviation * random.nextBell();
        movedY[i] = y[i] + deviation * random.nextBell();
      }
    }
    return new Stroke(movedX, movedY);
  }

  /** The curve as short straight pieces. */
  Stroke curve() {
    int spans = points() - 1;
    double[] curveX = new double[spans * STEPS_PER_SPAN + 1];
    double[] curveY = new double[spans * STEPS_PER_SPAN + 1];
    for (int span = 0; span < spans; span++) {
      int before = Math.max(span - 1, 0);
      int after = Math.min(span + 2, spans);
      for (int step = 0; step < STEPS_PER_SPAN; step++) {
        double t = (double) step / STEPS_PER_SPAN;
        int at = span * STEPS_PER_SPAN + step;
        curveX[at] = catmullRom(x[before], x[span], x[span + 1], x[after], t);
        curveY[at] = catmullRom(y[before], y[span], y[span + 1], y[after], t);
      }
    }
    curveX[spans * STEPS_PER_SPAN] = x[spans];
    curveY[spans * STEPS_PER_SPAN] = y[spans];
    return new Stroke(curveX, curveY);
  }

  private static double catmullRom(double p0, double p1, double p2, double p3, double t) {
    double a = -p0 + 3 * p1 - 3 * p2 + p3;
    double b = 2 * p0 - 5 * p1 + 4 * p2 - p3;
    double c = p2 - p0;
    return 0.5 * (((a * t + b) * t + c) * t + 2 * p1);
  }
}
