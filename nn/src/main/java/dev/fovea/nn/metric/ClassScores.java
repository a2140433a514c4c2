package dev.fovea.nn.metric;

/**
 * How well one class, or several on average, was recognized. A share of nothing is 0.
 *
 * @param name the class, or the kind of average
 * @param precision what share of the answers with this class were right
 * @param recall what share of the examples of this class were found
 * @param f1 the harmonic mean of both
 * @param support how many examples there are
 */
public record ClassScores(String name, double precision, double recall, double f1, long support) {
  static ClassScores of(String name, long right, long answered, long support) {
    double precision = ratio(right, answered);
    double recall = ratio(right, support);
    double f1 = answered + support == 0 ? 0 : 2.0 * right / (answered + support);
    return new ClassScores(name, precision, recall, f1, support);
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
