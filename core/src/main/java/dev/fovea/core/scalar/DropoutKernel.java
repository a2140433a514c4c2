package dev.fovea.core.scalar;

import dev.fovea.core.op.CounterRandom;
import dev.fovea.core.op.Dropout;

/**
 * Dropout: element i, counted row by row through the whole tensor, is dropped if and only if its
 * {@linkplain CounterRandom#bits random bits} are below the {@linkplain CounterRandom#threshold
 * threshold}. The others are multiplied by {@code 1 / (1 − rate)} rounded to single precision, in
 * either floating type, so that all backends agree to the last bit.
 */
final class DropoutKernel {
  private DropoutKernel() {}

  static double[] compute(Dropout op, double[] x, long step) {
    long key = CounterRandom.key(op.seed(), step);
    int threshold = CounterRandom.threshold(op.rate());
    float scale = (float) (1 / (1 - op.rate()));
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = CounterRandom.bits(key, i) < threshold ? 0 : x[i] * scale;
    }
    return y;
  }
}
