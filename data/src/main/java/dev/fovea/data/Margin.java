package dev.fovea.data;

import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Puts zeros around pictures, so that small ones fit a network for larger ones: {@code [C, H, W]}
 * to {@code [C, H + 2 pixels, W + 2 pixels]}.
 *
 * @param pixels how many at each side, at least 1
 */
public record Margin(int pixels) implements Transform {
  private static final int MOST = 4096;

  /** Checks the number. */
  public Margin {
    if (pixels < 1 || pixels > MOST) {
      throw new IllegalArgumentException(
          "margin: expected 1 to " + MOST + " pixels but was " + pixels);
    }
  }

  @Override
  public String name() {
    return "pad";
  }

  @Override
  public Map<String, List<Double>> numbers() {
    return Map.of("pixels", List.of((double) pixels));
  }

  @Override
  public Shape outputShape(Shape example) {
    if (example.rank() != 3) {
      throw ShapeError.of("pad: the examples are no pictures")
          .fact("expected", "[C, H, W]")
          .fact("but was", example);
    }
    return Shape.of(example.dim(0), example.dim(1) + 2 * pixels, example.dim(2) + 2 * pixels);
  }

  @Override
  public Shape inputShape(Shape prepared) {
    if (prepared.rank() != 3 || Math.min(prepared.dim(1), prepared.dim(2)) <= 2 * pixels) {
      throw ShapeError.of("pad: no picture with a margin looks so")
          .fact("expected", "[C, H, W] with sides above " + 2 * pixels)
          .fact("but was", prepared);
    }
    return Shape.of(prepared.dim(0), prepared.dim(1) - 2 * pixels, prepared.dim(2) - 2 * pixels);
  }

  @Override
  public void apply(float[] from, int fromOffset, Shape example, float[] to, int toOffset) {
    int height = example.dim(1);
    int width = example.dim(2);
    int paddedWidth = width + 2 * pixels;
    int plane = (height + 2 * pixels) * paddedWidth;
    Arrays.fill(to, toOffset, toOffset + example.dim(0) * plane, 0);
    for (int channel = 0; channel < example.dim(0); channel++) {
      for (int row = 0; row < height; row++) {
        int source = fromOffset + (channel * height + row) * width;
        int target = toOffset + channel * plane + (row + pixels) * paddedWidth + pixels;
        System.arraycopy(from, source, to, target, width);
      }
    }
  }
}
