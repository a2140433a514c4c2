package dev.fovea.data.augment;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.Augmentation;
import dev.fovea.data.SplitMix64;

/**
 * Multiplies all values of an example, of any shape, by one random factor: a signal becomes
 * stronger or weaker. The factor is uniform.
 *
 * @param smallest the smallest factor
 * @param largest the largest factor
 */
public record RandomScale(double smallest, double largest) implements Augmentation {
  /** Checks the range. */
  public RandomScale {
    Checks.within("scale", "smallest factor", smallest, -1e6, 1e6);
    Checks.within("scale", "largest factor", largest, smallest, 1e6);
  }

  @Override
  public String name() {
    return "scale";
  }

  @Override
  public void check(Shape example) {}

  @Override
  public void apply(float[] from, Shape example, float[] to, SplitMix64 chance) {
    double factor = chance.between(smallest, largest);
    for (int i = 0; i < example.size(); i++) {
      to[i] = (float) (factor * from[i]);
    }
  }
}
