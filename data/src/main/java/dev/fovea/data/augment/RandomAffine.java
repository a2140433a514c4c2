package dev.fovea.data.augment;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.Augmentation;
import dev.fovea.data.SplitMix64;

/**
 * Turns, moves, enlarges and slants pictures {@code [C, H, W]} about their center, each by a
 * uniform random amount. A pixel of the result is interpolated between the four around the place it
 * comes from.
 *
 * @param degrees how far at most, to either side, from 0 to 180
 * @param shift how far at most, as a part of width and height, from 0 to 1
 * @param smallest the smallest factor of size, above 0
 * @param largest the largest factor of size
 * @param shear how far lines are slanted at most, in degrees, from 0 to 60
 * @param fill what is seen where the picture ends
 */
public record RandomAffine(
    double degrees, double shift, double smallest, double largest, double shear, double fill)
    implements Augmentation {
  /** Checks the ranges. */
  public RandomAffine {
    Checks.within("affine", "angle", degrees, 0, 180);
    Checks.within("affine", "shift", shift, 0, 1);
    Checks.within("affine", "smallest factor", smallest, 0.01, 100);
    Checks.within("affine", "largest factor", largest, smallest, 100);
    Checks.within("affine", "shear", shear, 0, 60);
  }

  /** Turned alone. */
  public static RandomAffine rotation(double degrees) {
    return new RandomAffine(degrees, 0, 1, 1, 0, 0);
  }

  @Override
  public String name() {
    return "affine";
  }

  @Override
  public void check(Shape example) {
    Checks.picture(name(), example);
  }

  @Override
  public void apply(float[] from, Shape example, float[] to, SplitMix64 chance) {
    int height = example.dim(1);
    int width = example.dim(2);
    double angle = StrictMath.toRadians(chance.between(-degrees, degrees));
    double factor = chance.between(smallest, largest);
    double slant = StrictMath.tan(StrictMath.toRadians(chance.between(-shear, shear)));
    double right = chance.between(-shift, shift) * width;
    double down = chance.between(-shift, shift) * height;
    double cos = StrictMath.cos(angle) / factor;
    double sin = StrictMath.sin(angle) / factor;
    double centerX = (width - 1) / 2.0;
    double centerY = (height - 1) / 2.0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double fromCenterX = x - centerX - right;
        double fromCenterY = y - centerY - down;
        double turnedX = cos * fromCenterX + sin * fromCenterY;
        double turnedY = cos * fromCenterY - sin * fromCenterX;
        double sourceX = turnedX + slant * turnedY + centerX;
        double sourceY = turnedY + centerY;
        for (int channel = 0; channel < example.dim(0); channel++) {
          int plane = channel * height * width;
          to[plane + y * width + x] = interpolated(from, plane, height, width, sourceX, sourceY);
        }
      }
    }
  }

  private float interpolated(float[] from, int plane, int height, int width, double x, double y) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    double partX = x - left;
    double partY = y - top;
    double upper =
        (1 - partX) * at(from, plane, height, width, left, top)
            + partX * at(from, plane, height, width, left + 1, top);
    double lower =
        (1 - partX) * at(from, plane, height, width, left, top + 1)
            + partX * at(from, plane, height, width, left + 1, top + 1);
    return (float) ((1 - partY) * upper + partY * lower);
  }

  private double at(float[] from, int plane, int height, int width, int x, int y) {
    return x < 0 || x >= width || y < 0 || y >= height ? fill : from[plane + y * width + x];
  }
}
