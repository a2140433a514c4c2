package dev.fovea.data.augment;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.Augmentation;
import dev.fovea.data.SplitMix64;

/**
 * Mirrors pictures {@code [C, H, W]}, or leaves them.
 *
 * @param isHorizontal whether left and right change places, or top and bottom
 * @param probability how often, from 0 to 1
 */
public record RandomFlip(boolean isHorizontal, double probability) implements Augmentation {
  /** Checks the probability. */
  public RandomFlip {
    Checks.within("flip", "probability", probability, 0, 1);
  }

  /** Left and right change places in every second picture. */
  public static RandomFlip horizontal() {
    return new RandomFlip(true, 0.5);
  }

  /** Top and bottom change places in every second picture. */
  public static RandomFlip vertical() {
    return new RandomFlip(false, 0.5);
  }

  @Override
  public String name() {
    return "flip";
  }

  @Override
  public void check(Shape example) {
    Checks.picture(name(), example);
  }

  @Override
  public void apply(float[] from, Shape example, float[] to, SplitMix64 chance) {
    if (!chance.chance(probability)) {
      System.arraycopy(from, 0, to, 0, example.size());
      return;
    }
    int height = example.dim(1);
    int width = example.dim(2);
    for (int row = 0; row < example.dim(0) * height; row++) {
      int y = row % height;
      if (isHorizontal) {
        for (int x = 0; x < width; x++) {
          to[row * width + x] = from[row * width + width - 1 - x];
        }
      } else {
        System.arraycopy(from, (row - y + height - 1 - y) * width, to, row * width, width);
      }
    }
  }
}
