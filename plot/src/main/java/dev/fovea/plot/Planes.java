package dev.fovea.plot;

import dev.fovea.core.Tensor;
import java.util.Arrays;

/**
 * One or more planes of values of the same size: the channels of an image, or the maps of a layer.
 *
 * @param channels number of planes: 1 is shown in gray, 3 as red, green and blue
 * @param values plane by plane, row by row ({@code C H W}); not copied
 */
public record Planes(int channels, int height, int width, float[] values) {
  /** Checks that there are {@code channels * height * width} values. */
  public Planes {
    Expect.size("planes", new int[] {channels, height, width}, values.length);
  }

  /** One plane: an image in gray. */
  public static Planes gray(int height, int width, float... values) {
    return new Planes(1, height, width, values);
  }

  /** The planes of a tensor {@code [H, W]}, {@code [C, H, W]} or {@code [1, C, H, W]}. */
  public static Planes of(Tensor values) {
    return of(values.shape().dims(), values.toFloatArray());
  }

  /**
   * Planes from a shape {@code [H, W]}, {@code [C, H, W]} or {@code [1, C, H, W]}, as a tensor of
   * one example has it.
   */
  public static Planes of(int[] shape, float[] values) {
    int axes = shape.length;
    Expect.that(
        axes == 2 || axes == 3 || axes == 4 && shape[0] == 1,
        "planes: not the shape of one image",
        "[H, W], [C, H, W] or [1, C, H, W]",
        Arrays.toString(shape));
    int channels = axes == 2 ? 1 : shape[axes - 3];
    return new Planes(channels, shape[axes - 2], shape[axes - 1], values);
  }

  /** Whether channels, height and width are equal. */
  boolean sameShape(Planes other) {
    return channels == other.channels && height == other.height && width == other.width;
  }

  /** One of the planes. */
  Planes plane(int channel) {
    int size = height * width;
    return new Planes(
        1, height, width, Arrays.copyOfRange(values, channel * size, (channel + 1) * size));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Planes(int c, int h, int w, float[] v)
        && c == channels
        && h == height
        && w == width
        && Arrays.equals(v, values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Planes[C=%d, H=%d, W=%d]".formatted(channels, height, width);
  }
}
