package dev.fovea.data.synthetic;

import dev.fovea.core.Seed;
import dev.fovea.core.shape.Shape;
import dev.fovea.data.ClassTargets;
import dev.fovea.data.Dataset;
import dev.fovea.data.Examples;
import dev.fovea.data.FloatFeatures;
import dev.fovea.data.Groups;
import dev.fovea.data.SplitMix64;
import dev.fovea.data.seismic.Seismograms;

/**
 * Made windows of seismograms, three components by 1000 samples (10 s at 100 Hz), in counts: {@code
 * noise}, and {@code earthquake} within noise. Four windows come from each record: one from 2.5 s
 * before the P wave, one from 1.5 s after it, and two of noise. Records are the groups of the
 * examples, since the noise of a record is that of its place.
 *
 * <p>Noise is mostly slow, with a grain and a hum. An earthquake is a P wave, strongest on the
 * third component, and some seconds later a slower and larger S wave on the other two, each dying
 * away. So that peaks alone do not tell, every window may hold a short knock on one component.
 *
 * <p>Window {@code i} of a seed is the same on every machine and for every count.
 *
 * @param seed whose windows they are
 */
public record SyntheticSeismograms(Seed seed) {
  /** Components of a window. */
  public static final int COMPONENTS = 3;

  /** Samples of a component. */
  public static final int SAMPLES = 1000;

  private static final int SIZE = COMPONENTS * SAMPLES;
  private static final int PER_RECORD = 4;
  private static final double HERTZ = 100;

  /** The windows of a seed. */
  public static SyntheticSeismograms of(Seed seed) {
    return new SyntheticSeismograms(seed);
  }

  /**
   * The first {@code count} training windows, {@code [3, 1000]} each, with their records.
   *
   * @throws IllegalArgumentException if the count is not positive
   */
  public Examples train(int count) {
    return draw("train", count);
  }

  /**
   * The first {@code count} test windows; none comes from a record of a training window.
   *
   * @throws IllegalArgumentException if the count is not positive
   */
  public Examples test(int count) {
    return draw("test", count);
  }

  private Examples draw(String set, int count) {
    Drawing drawing = new Drawing("seismograms", seed, set);
    drawing.check(count, SIZE, "the number of windows is out of range");
    long key = drawing.key();
    float[] values = new float[count * SIZE];
    int[] labels = new int[count];
    int[] records = new int[count];
    for (int i = 0; i < count; i++) {
      records[i] = i / PER_RECORD;
      labels[i] = i % 2 == 0 ? 1 : 0;
      Station station = Station.of(SplitMix64.keyed(key, -1 - records[i]));
      Window window = new Window(station, SplitMix64.keyed(key, i), values, i * SIZE);
      window.noise();
      if (labels[i] == 1) {
        window.earthquake(i % PER_RECORD == 0 ? 2.5 : -1.5);
      }
    }
    return Examples.of(
        new Dataset(
            drawing.name(),
            FloatFeatures.of(values, Shape.of(COMPONENTS, SAMPLES)),
            ClassTargets.of(labels, Seismograms.CLASSES)),
        Groups.of(records));
  }

  /**
   * What all windows of a record share.
   *
   * @param level of the noise, in counts
   * @param memory how slow the noise is, below 1
   * @param hum frequency of a machine, in Hz
   * @param loudness of the machine, as a part of the noise
   * @param strength of the P wave, in levels of the noise
   * @param frequency of the P wave, in Hz
   * @param lag of the S wave, in seconds
   * @param decay of the waves, in seconds
   */
  private record Station(
      double level,
      double memory,
      double hum,
      double loudness,
      double strength,
      double frequency,
      double lag,
      double decay) {
    static Station of(SplitMix64 random) {
      return new Station(
          StrictMath.pow(10, random.between(1, 4)),
          random.between(0.5, 0.97),
          random.between(1, 20),
          random.between(0, 0.6),
          StrictMath.pow(10, random.between(0.1, 1.3)),
          random.between(4, 12),
          random.between(1.2, 5),
          random.between(0.7, 3));
    }
  }

  /** A window in the making. */
  private record Window(Station station, SplitMix64 random, float[] into, int offset) {
    void noise() {
      double fresh = StrictMath.sqrt(1 - station.memory() * station.memory());
      for (int component = 0; component < COMPONENTS; component++) {
        double level = station.level() * random.between(0.6, 1.4);
        double phase = random.between(0, 2 * StrictMath.PI);
        double slow = random.nextBell();
        for (int t = 0; t < SAMPLES; t++) {
          slow = station.memory() * slow + fresh * random.nextBell();
          double hum = StrictMath.sin(phase + 2 * StrictMath.PI * station.hum() * t / HERTZ);
          into[offset + component * SAMPLES + t] =
              (float) (level * (slow + 0.2 * random.nextBell() + station.loudness() * hum));
        }
      }
      if (random.chance(0.4)) {
        double at = random.between(0, SAMPLES / HERTZ);
        double strength = random.between(2, 10);
        wave(random.nextInt(COMPONENTS), at, strength, random.between(8, 30), 0.12);
      }
    }

    /** P, in seconds from the start of the window, and S after it. */
    void earthquake(double p) {
      double strength = station.strength();
      double frequency = station.frequency();
      double s = p + station.lag();
      for (int component = 0; component < COMPONENTS; component++) {
        boolean isUpright = component == COMPONENTS - 1;
        wave(component, p, strength * (isUpright ? 1 : 0.4), frequency, station.decay());
        wave(
            component,
            s,
            strength * (isUpright ? 0.8 : 2) * random.between(0.7, 1.3),
            0.6 * frequency,
            1.5 * station.decay());
      }
    }

    /**
     * Adds a shaking around a frequency that sets in and dies away: a resonator driven by noise.
     *
     * @param onset seconds from the start of the window, perhaps below 0
     */
    private void wave(int component, double onset, double strength, double hertz, double decay) {
      double r = 0.95;
      double turn = 2 * StrictMath.PI * hertz / HERTZ;
      double variance =
          (1 + r * r) / ((1 - r * r) * (1 + r * r * r * r - 2 * r * r * StrictMath.cos(2 * turn)));
      double drive = station.level() * strength / StrictMath.sqrt(variance);
      double last = 0;
      double before = 0;
      for (int t = 0; t < SAMPLES; t++) {
        double next =
            2 * r * StrictMath.cos(turn) * last - r * r * before + drive * random.nextBell();
        before = last;
        last = next;
        double since = t / HERTZ - onset;
        if (since > 0) {
          double envelope = (1 - StrictMath.exp(-since / 0.05)) * StrictMath.exp(-since / decay);
          into[offset + component * SAMPLES + t] += (float) (envelope * next);
        }
      }
    }
  }
}
