package dev.fovea.data;

/**
 * The generator after every shuffle, split and synthetic image of this room: SplitMix64.
 *
 * <p>The state moves by the golden gamma {@code 0x9e3779b97f4a7c15}; each output is the state
 * passed through the mixer "variant 13". Only integer arithmetic and exact scaling is used, so the
 * same seed and keys give the same numbers on every machine and every JVM.
 *
 * <p>Keys make independent generators of one seed: {@code SplitMix64.keyed(seed, epoch)} for a
 * shuffle, {@code SplitMix64.keyed(seed, index)} for one image. A generator is not thread-safe.
 *
 * @see <a href="https://doi.org/10.1145/2660193.2660195">Steele, Lea and Flood 2014, "Fast
 *     splittable pseudorandom number generators"</a>
 */
public final class SplitMix64 {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  /** Standard deviation of the sum of four uniform 16-bit numbers: 65536 / sqrt(3). */
  private static final double FOUR_UNIFORMS_DEVIATION = 37837.227;

  /** Mean of the sum of four uniform 16-bit numbers. */
  private static final double FOUR_UNIFORMS_MEAN = 131070.0;

  private long state;

  /** Starts at a seed; every value is good, zero included. */
  public SplitMix64(long seed) {
    this.state = seed;
  }

  /** A generator of its own for each combination of seed and keys. */
  public static SplitMix64 keyed(long seed, long... keys) {
    long state = seed;
    for (long key : keys) {
      state = mix(mix(state + GOLDEN_GAMMA) ^ mix(key + 2 * GOLDEN_GAMMA));
    }
    return new SplitMix64(state);
  }

  /** The next 64 bits. */
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /**
   * A whole number in {@code 0 .. bound-1}, each equally likely.
   *
   * @throws IllegalArgumentException if {@code bound} is not positive
   * @see <a href="https://arxiv.org/abs/1805.10941">Lemire 2019, "Fast random integer generation in
   *     an interval"</a>
   */
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive but was " + bound);
    }
    long product = (nextLong() >>> 32) * bound;
    long low = product & 0xffffffffL;
    if (low < bound) {
      long threshold = (1L << 32) % bound;
      while (low < threshold) {
        product = (nextLong() >>> 32) * bound;
        low = product & 0xffffffffL;
      }
    }
    return (int) (product >>> 32);
  }

  /** Uniform in {@code [0, 1)}, in steps of 2^-53. */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Uniform in {@code [low, high)}. */
  public double between(double low, double high) {
    return low + (high - low) * nextDouble();
  }

  /** True with the given probability. */
  public boolean chance(double probability) {
    return nextDouble() < probability;
  }

  /**
   * A bell-shaped number of mean 0 and variance 1, never beyond ±3.47: the sum of four uniform
   * 16-bit numbers (Irwin-Hall). One call costs one {@link #nextLong()}, and needs no logarithm
   * whose last digit could differ between machines.
   */
  public double nextBell() {
    long bits = nextLong();
    long sum = (bits & 0xffff) + (bits >>> 16 & 0xffff) + (bits >>> 32 & 0xffff) + (bits >>> 48);
    return (sum - FOUR_UNIFORMS_MEAN) / FOUR_UNIFORMS_DEVIATION;
  }

  /**
   * Puts the array into random order (Fisher-Yates from the end); every order is equally likely.
   */
  public void shuffle(int[] values) {
    for (int last = values.length - 1; last > 0; last--) {
      int chosen = nextInt(last + 1);
      int moved = values[last];
      values[last] = values[chosen];
      values[chosen] = moved;
    }
  }

  /** The numbers {@code 0 .. size-1} in random order. */
  public int[] permutation(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    shuffle(order);
    return order;
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
