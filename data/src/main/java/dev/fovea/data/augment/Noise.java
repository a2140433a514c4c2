package dev.fovea.data.augment;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.Augmentation;
import dev.fovea.data.SplitMix64;

/**
 * Adds to each value of an example, of any shape, a bell-shaped random number of mean 0 (see {@link
 * SplitMix64#nextBell()}).
 *
 * @param deviation its standard deviation
 */
public record Noise(double deviation) implements Augmentation {
  /** Checks the deviation. */
  public Noise {
    Checks.within("noise", "deviation", deviation, 0, 1e6);
  }

  @Override
  public String name() {
    return "noise";
  }

  @Override
  public void check(Shape example) {}

  @Override
  public void apply(float[] from, Shape example, float[] to, SplitMix64 chance) {
    for (int i = 0; i < example.size(); i++) {
      to[i] = (float) (from[i] + deviation * chance.nextBell());
    }
  }
}
