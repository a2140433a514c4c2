package dev.fovea.data.augment;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.Augmentation;
import dev.fovea.data.SplitMix64;
import java.util.Arrays;

/**
 * Moves pictures {@code [C, H, W]}: a margin is put around them, and a piece of the old size is cut
 * out anywhere, as PyTorch's {@code RandomCrop(size, padding)} does.
 *
 * @param padding the margin in pixels, at least 1
 * @param fill what the margin holds
 */
public record RandomCrop(int padding, double fill) implements Augmentation {
  private static final int MOST = 4096;

  /** Checks the margin. */
  public RandomCrop {
    Checks.within("crop", "padding", padding, 1, MOST);
  }

  /** With a margin of zeros. */
  public static RandomCrop padded(int pixels) {
    return new RandomCrop(pixels, 0);
  }

  @Override
  public String name() {
    return "crop";
  }

  @Override
  public void check(Shape example) {
    Checks.picture(name(), example);
  }

  @Override
  public void apply(float[] from, Shape example, float[] to, SplitMix64 chance) {
    int height = example.dim(1);
    int width = example.dim(2);
    int down = chance.nextInt(2 * padding + 1) - padding;
    int right = chance.nextInt(2 * padding + 1) - padding;
    Arrays.fill(to, 0, example.size(), (float) fill);
    int firstColumn = Math.max(0, right);
    int columns = width - Math.abs(right);
    if (columns <= 0) {
      return;
    }
    for (int channel = 0; channel < example.dim(0); channel++) {
      for (int y = Math.max(0, down); y < Math.min(height, height + down); y++) {
        int source = (channel * height + y - down) * width + firstColumn - right;
        System.arraycopy(from, source, to, (channel * height + y) * width + firstColumn, columns);
      }
    }
  }
}
