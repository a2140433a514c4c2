package dev.fovea.data.synthetic;

import dev.fovea.core.Seed;
import dev.fovea.core.shape.Shape;
import dev.fovea.data.ClassTargets;
import dev.fovea.data.Dataset;
import dev.fovea.data.FloatFeatures;
import dev.fovea.data.SplitMix64;
import java.util.List;

/**
 * Made spectrograms of a seismometer, 129 frequencies (0 to 20 Hz, the lowest first) by 95 times:
 * {@code noise}, and {@code tremor} of slow earthquakes within noise. They follow what is known of
 * such records (Obara 2002; Rouet-Leduc et al. 2020), not any one of them.
 *
 * <p>Noise falls with the frequency, its level wanders, and like any estimate of a spectrum it is
 * grainy. Tremor raises the band from about 1.5 to 8 Hz for most of the window, swelling and
 * ebbing, mostly by less than the grain. So that this cannot be told by loudness alone, records of
 * either kind also hold knocks (short, at all frequencies) and humming machines (one frequency for
 * the whole time), and records of noise may hold a short burst in the band of tremor.
 *
 * <p>The numbers are logarithms of power, about −2 to 3. Record {@code i} of a seed is the same on
 * every machine and for every count; of any two from an even number on, each kind is one.
 *
 * @param seed whose records they are
 */
public record SyntheticTremor(Seed seed) {
  /** Frequencies of a spectrogram. */
  public static final int FREQUENCIES = 129;

  /** Times of a spectrogram. */
  public static final int TIMES = 95;

  private static final List<String> CLASSES = List.of("noise", "tremor");
  private static final double HIGHEST_HERTZ = 20;
  private static final int SIZE = FREQUENCIES * TIMES;

  /** The records of a seed. */
  public static SyntheticTremor of(Seed seed) {
    return new SyntheticTremor(seed);
  }

  /**
   * The first {@code count} training records, {@code [1, 129, 95]} each.
   *
   * @throws IllegalArgumentException if the count is not positive
   */
  public Dataset train(int count) {
    return draw("train", count);
  }

  /**
   * The first {@code count} test records; none of them is a training record.
   *
   * @throws IllegalArgumentException if the count is not positive
   */
  public Dataset test(int count) {
    return draw("test", count);
  }

  private Dataset draw(String set, int count) {
    Drawing drawing = new Drawing("tremor", seed, set);
    drawing.check(count, SIZE, "the number of records is out of range");
    long key = drawing.key();
    float[] values = new float[count * SIZE];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      boolean evenIsTremor = SplitMix64.keyed(key, -1 - i / 2).chance(0.5);
      labels[i] = evenIsTremor == (i % 2 == 0) ? 1 : 0;
      new Record(SplitMix64.keyed(key, i)).write(labels[i] == 1, values, i * SIZE);
    }
    return new Dataset(
        drawing.name(),
        FloatFeatures.of(values, Shape.of(1, FREQUENCIES, TIMES)),
        ClassTargets.of(labels, CLASSES));
  }

  /** One record in the making: mean power by frequency and time. */
  private static final class Record {
    private final SplitMix64 random;
    private final double[][] power = new double[FREQUENCIES][TIMES];

    Record(SplitMix64 random) {
      this.random = random;
    }

    void write(boolean isTremor, float[] into, int offset) {
      background();
      if (isTremor) {
        band(random.between(0.12, 0.8), 0, TIMES);
      } else if (random.chance(0.5)) {
        int length = 4 + random.nextInt(10);
        band(random.between(1, 4), random.nextInt(TIMES - length), length);
      }
      for (int knocks = random.nextInt(3); knocks > 0; knocks--) {
        knock();
      }
      if (random.chance(0.3)) {
        hum();
      }
      for (int f = 0; f < FREQUENCIES; f++) {
        for (int t = 0; t < TIMES; t++) {
          into[offset + f * TIMES + t] = (float) StrictMath.log10(power[f][t] * grain());
        }
      }
    }

    private void background() {
      double fall = random.between(0.3, 1.1);
      double level = random.between(0.3, 3);
      double drift = 0;
      for (int t = 0; t < TIMES; t++) {
        drift = 0.95 * drift + 0.06 * random.nextBell();
        for (int f = 0; f < FREQUENCIES; f++) {
          power[f][t] = level * (1 + drift) / StrictMath.pow(1 + hertz(f), fall);
        }
      }
    }

    /** Raises the band of tremor by this many times the noise. */
    private void band(double strength, int from, int length) {
      double low = random.between(1, 2);
      double high = random.between(6, 9);
      double swell = 0;
      for (int t = from; t < from + length; t++) {
        swell = 0.9 * swell + 0.25 * random.nextBell();
        double now = strength * Math.max(0, 1 + swell);
        for (int f = 0; f < FREQUENCIES; f++) {
          double edge = Math.clamp(Math.min(hertz(f) - low, high - hertz(f)) + 0.5, 0.0, 1.0);
          power[f][t] *= 1 + now * edge;
        }
      }
    }

    /** Something short at all frequencies. */
    private void knock() {
      int at = random.nextInt(TIMES);
      double strength = random.between(1, 8);
      for (int t = at; t < Math.min(at + 6, TIMES); t++) {
        for (int f = 0; f < FREQUENCIES; f++) {
          power[f][t] *= 1 + strength;
        }
        strength *= 0.5;
      }
    }

    /** One frequency for the whole time. */
    private void hum() {
      int f = 4 + random.nextInt(FREQUENCIES - 8);
      double strength = random.between(2, 10);
      for (int t = 0; t < TIMES; t++) {
        power[f][t] *= 1 + strength;
        power[f + 1][t] *= 1 + strength / 2;
      }
    }

    /** The mean of three estimates of a spectrum, each an exponential variate: mean 1. */
    private double grain() {
      double product = 1;
      for (int i = 0; i < 3; i++) {
        product *= 1 - random.nextDouble();
      }
      return Math.max(1e-3, -StrictMath.log(product) / 3);
    }

    private static double hertz(int f) {
      return HIGHEST_HERTZ * f / (FREQUENCIES - 1);
    }
  }
}
