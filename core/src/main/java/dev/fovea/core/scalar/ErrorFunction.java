package dev.fovea.core.scalar;

/**
 * The Gauss error function {@code erf(x) = 2/√π ∫₀ˣ exp(−t²) dt} to within 1 unit in the last
 * place: rational approximations on five intervals.
 *
 * @see <a href="https://www.netlib.org/fdlibm/s_erf.c">fdlibm, s_erf.c (Sun Microsystems 1993)</a>
 */
final class ErrorFunction {
  /** Below this the result is x·2/√π to the last place. */
  private static final double TINY = 0x1p-28;

  /** {@code 2/√π − 1}. */
  private static final double SLOPE = 1.28379167095512586316e-01;

  /** erf(1), rounded to single precision: the middle of the second interval. */
  private static final double AT_ONE = 8.45062911510467529297e-01;

  private static final double[] P_NEAR_0 = {
    1.28379167095512558561e-01,
    -3.25042107247001499370e-01,
    -2.84817495755985104766e-02,
    -5.77027029648944159157e-03,
    -2.37630166566501626084e-05
  };
  private static final double[] Q_NEAR_0 = {
    1,
    3.97917223959155352819e-01,
    6.50222499887672944485e-02,
    5.08130628187576562776e-03,
    1.32494738004321644526e-04,
    -3.96022827877536812320e-06
  };
  private static final double[] P_NEAR_1 = {
    -2.36211856075265944077e-03,
    4.14856118683748331666e-01,
    -3.72207876035701323847e-01,
    3.18346619901161753674e-01,
    -1.10894694282396677476e-01,
    3.54783043256182359371e-02,
    -2.16637559486879084300e-03
  };
  private static final double[] Q_NEAR_1 = {
    1,
    1.06420880400844228286e-01,
    5.40397917702171048937e-01,
    7.18286544141962662868e-02,
    1.26171219808761642112e-01,
    1.36370839120290507362e-02,
    1.19844998467991074170e-02
  };
  private static final double[] R_MIDDLE = {
    -9.86494403484714822705e-03,
    -6.93858572707181764372e-01,
    -1.05586262253232909814e+01,
    -6.23753324503260060396e+01,
    -1.62396669462573470355e+02,
    -1.84605092906711035994e+02,
    -8.12874355063065934246e+01,
    -9.81432934416914548592e+00
  };
  private static final double[] S_MIDDLE = {
    1,
    1.96512716674392571292e+01,
    1.37657754143519042600e+02,
    4.34565877475229228821e+02,
    6.45387271733267880336e+02,
    4.29008140027567833386e+02,
    1.08635005541779435134e+02,
    6.57024977031928170135e+00,
    -6.04244152148580987438e-02
  };
  private static final double[] R_FAR = {
    -9.86494292470009928597e-03,
    -7.99283237680523006574e-01,
    -1.77579549177547519889e+01,
    -1.60636384855821916062e+02,
    -6.37566443368389627722e+02,
    -1.02509513161107724954e+03,
    -4.83519191608651397019e+02
  };
  private static final double[] S_FAR = {
    1,
    3.03380607434824582924e+01,
    3.25792512996573918826e+02,
    1.53672958608443695994e+03,
    3.19985821950859553908e+03,
    2.55305040643316442583e+03,
    4.74528541206955367215e+02,
    -2.24409524465858183362e+01
  };

  private ErrorFunction() {}

  static double erf(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    double a = Math.abs(x);
    if (a < TINY) {
      return x + SLOPE * x;
    }
    if (a < 0.84375) {
      double z = x * x;
      return x + x * (polynomial(P_NEAR_0, z) / polynomial(Q_NEAR_0, z));
    }
    return Math.copySign(ofPositive(a), x);
  }

  private static double ofPositive(double a) {
    if (a < 1.25) {
      double s = a - 1;
      return AT_ONE + polynomial(P_NEAR_1, s) / polynomial(Q_NEAR_1, s);
    }
    if (a >= 6) {
      return 1;
    }
    double s = 1 / (a * a);
    double ratio =
        a < 1 / 0.35
            ? polynomial(R_MIDDLE, s) / polynomial(S_MIDDLE, s)
            : polynomial(R_FAR, s) / polynomial(S_FAR, s);
    // a², cut to 32 bits, is exact, so that exp(−a²) loses nothing to the rounding of a².
    double cut = Double.longBitsToDouble(Double.doubleToRawLongBits(a) & 0xFFFFFFFF00000000L);
    double tail = Math.exp(-cut * cut - 0.5625) * Math.exp((cut - a) * (cut + a) + ratio);
    return 1 - tail / a;
  }

  /** {@code c₀ + c₁x + c₂x² + …} by Horner's rule. */
  private static double polynomial(double[] coefficients, double x) {
    double sum = 0;
    for (int i = coefficients.length - 1; i >= 0; i--) {
      sum = sum * x + coefficients[i];
    }
    return sum;
  }
}
