package dev.fovea.core.scalar;

/**
 * The Gauss error function {@code erf(x) = 2/√π ∫₀ˣ exp(−t²) dt} to within 1 unit in the last
 * place: rational approximations on five intervals. The coefficients are fdlibm's, in the shortest
 * form that reads back to the same double.
 *
 * @see <a href="https://www.netlib.org/fdlibm/s_erf.c">fdlibm, s_erf.c (Sun Microsystems 1993)</a>
 */
final class ErrorFunction {
  /** Below this the result is x·2/√π to the last place. */
  private static final double TINY = 0x1p-28;

  /** {@code 2/√π − 1}. */
  private static final double SLOPE = 0.1283791670955126;

  /** erf(1), rounded to single precision: the middle of the second interval. */
  private static final double AT_ONE = 0.8450629115104675;

  private static final double[] P_NEAR_0 = {
    0.12837916709551256,
    -0.3250421072470015,
    -0.02848174957559851,
    -0.005770270296489442,
    -2.3763016656650163e-5
  };
  private static final double[] Q_NEAR_0 = {
    1,
    0.39791722395915535,
    0.0650222499887673,
    0.005081306281875766,
    0.00013249473800432164,
    -3.960228278775368e-6
  };
  private static final double[] P_NEAR_1 = {
    -0.0023621185607526594,
    0.41485611868374833,
    -0.3722078760357013,
    0.31834661990116175,
    -0.11089469428239668,
    0.035478304325618236,
    -0.002166375594868791
  };
  private static final double[] Q_NEAR_1 = {
    1,
    0.10642088040084423,
    0.540397917702171,
    0.07182865441419627,
    0.12617121980876164,
    0.01363708391202905,
    0.011984499846799107
  };
  private static final double[] R_MIDDLE = {
    -0.009864944034847148,
    -0.6938585727071818,
    -10.558626225323291,
    -62.375332450326006,
    -162.39666946257347,
    -184.60509290671104,
    -81.2874355063066,
    -9.814329344169145
  };
  private static final double[] S_MIDDLE = {
    1,
    19.651271667439257,
    137.65775414351904,
    434.56587747522923,
    645.3872717332679,
    429.00814002756783,
    108.63500554177944,
    6.570249770319282,
    -0.0604244152148581
  };
  private static final double[] R_FAR = {
    -0.0098649429247001,
    -0.799283237680523,
    -17.757954917754752,
    -160.63638485582192,
    -637.5664433683896,
    -1025.0951316110772,
    -483.5191916086514
  };
  private static final double[] S_FAR = {
    1,
    30.33806074348246,
    325.7925129965739,
    1536.729586084437,
    3199.8582195085955,
    2553.0504064331644,
    474.52854120695537,
    -22.44095244658582
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
