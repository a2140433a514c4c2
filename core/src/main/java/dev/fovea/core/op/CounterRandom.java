package dev.fovea.core.op;

/**
 * Random bits as a function of a key and a position: no state, so that any thread can make any
 * part. Two rounds of the {@code lowbias32} integer hash (Wellons 2018) with half of the 64-bit key
 * added before each. Kernels that vectorize it must give the same bits.
 */
public final class CounterRandom {
  /** The first multiplier of the hash. */
  public static final int MULTIPLIER_1 = 0x7feb352d;

  /** The second multiplier of the hash. */
  public static final int MULTIPLIER_2 = 0x846ca68b;

  private CounterRandom() {}

  /** The key of one step of one place: both numbers mixed to 64 bits (SplitMix64). */
  public static long key(long seed, long step) {
    long z = seed + step * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** The 32 random bits at a position under a key. */
  public static int bits(long key, int position) {
    return hash(hash(position + (int) key) + (int) (key >>> 32));
  }

  private static int hash(int bits) {
    int x = bits;
    x = (x ^ (x >>> 16)) * MULTIPLIER_1;
    x = (x ^ (x >>> 15)) * MULTIPLIER_2;
    return x ^ (x >>> 16);
  }

  /**
   * The bits, read as a signed number, below which an element is dropped: {@code P(bits <
   * threshold) = rate}.
   */
  public static int threshold(double rate) {
    return (int) Math.min(Math.round(rate * 0x1p32) + Integer.MIN_VALUE, Integer.MAX_VALUE);
  }
}
