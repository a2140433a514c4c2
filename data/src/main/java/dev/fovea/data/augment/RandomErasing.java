package dev.fovea.data.augment;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.Augmentation;
import dev.fovea.data.SplitMix64;
import java.util.Arrays;

/**
 * Covers a rectangle of pictures {@code [C, H, W]}, or leaves them.
 *
 * @param probability how often, from 0 to 1
 * @param smallest the smallest part of the picture that is covered, above 0
 * @param largest the largest, up to 1
 * @param fill what is seen there
 * @see <a href="https://arxiv.org/abs/1708.04896">Zhong et al. 2017, "Random erasing data
 *     augmentation", algorithm 1</a>
 */
public record RandomErasing(double probability, double smallest, double largest, double fill)
    implements Augmentation {
  /** The narrowest rectangle is three times as long as wide, as in the paper. */
  private static final double MOST_SLENDER = 3.3;

  private static final int TRIES = 10;

  /** Checks the ranges. */
  public RandomErasing {
    Checks.within("erase", "probability", probability, 0, 1);
    Checks.within("erase", "smallest area", smallest, 1e-6, 1);
    Checks.within("erase", "largest area", largest, smallest, 1);
  }

  /** Between 2 and 33 % of this many pictures, with zeros. */
  public static RandomErasing of(double probability) {
    return new RandomErasing(probability, 0.02, 0.33, 0);
  }

  @Override
  public String name() {
    return "erase";
  }

  @Override
  public void check(Shape example) {
    Checks.picture(name(), example);
  }

  @Override
  public void apply(float[] from, Shape example, float[] to, SplitMix64 chance) {
    System.arraycopy(from, 0, to, 0, example.size());
    if (!chance.chance(probability)) {
      return;
    }
    int height = example.dim(1);
    int width = example.dim(2);
    for (int attempt = 0; attempt < TRIES; attempt++) {
      double area = chance.between(smallest, largest) * height * width;
      double log = StrictMath.log(MOST_SLENDER);
      double aspect = StrictMath.exp(chance.between(-log, log));
      int rows = (int) Math.round(Math.sqrt(area * aspect));
      int columns = (int) Math.round(Math.sqrt(area / aspect));
      if (rows >= 1 && columns >= 1 && rows <= height && columns <= width) {
        int top = chance.nextInt(height - rows + 1);
        int left = chance.nextInt(width - columns + 1);
        for (int channel = 0; channel < example.dim(0); channel++) {
          for (int y = top; y < top + rows; y++) {
            int start = (channel * height + y) * width + left;
            Arrays.fill(to, start, start + columns, (float) fill);
          }
        }
        return;
      }
    }
  }
}
