package dev.fovea.plot.canvas;

import java.util.Arrays;

/**
 * A picture of whole pixels.
 *
 * @param rgb row by row, {@code 0xRRGGBB}
 */
public record Bitmap(int width, int height, int[] rgb) {
  /** Checks that there is one color for each pixel. */
  public Bitmap {
    if (width < 1 || height < 1 || rgb.length != (long) width * height) {
      throw new IllegalArgumentException(
          "bitmap: pixels do not match the size\n  expected: %d x %d\n  but was:  %d pixels"
              .formatted(width, height, rgb.length));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bitmap(int w, int h, int[] pixels)
        && w == width
        && h == height
        && Arrays.equals(pixels, rgb);
  }

  @Override
  public int hashCode() {
    return 31 * width + Arrays.hashCode(rgb);
  }

  @Override
  public String toString() {
    return "Bitmap[" + width + " x " + height + "]";
  }
}
