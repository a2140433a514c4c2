package dev.fovea.plot;

import dev.fovea.plot.canvas.Bitmap;

/** From a place on a scale, 0 to 1, to a color. */
enum ColorMap {
  /** Black to white: images. */
  GRAYS(0x000000, 0xffffff),
  /**
   * Blue through near-white to orange-brown, zero in the middle: weights. Both arms fall in
   * lightness alike, and stay apart for color-blind readers.
   */
  DIVERGING(
      0x0b3c78, 0x1f66c7, 0x6fa3e3, 0xbdd6f4, 0xf6f6f4, 0xfad3a5, 0xf0983a, 0xc4610a, 0x7a3503),
  /** Viridis, nine stops: activations. Even steps of lightness, from dark to bright. */
  SEQUENTIAL(
      0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c, 0x28ae80, 0x5ec962, 0xaddc30, 0xfde725);

  /** What stands for a value that is no number; in none of the maps. */
  static final int NOT_FINITE = 0xff3df2;

  private final int[] stops;

  ColorMap(int... stops) {
    this.stops = stops;
  }

  /** The color {@code 0xRRGGBB} at {@code place}, from 0 to 1. */
  int rgb(double place) {
    double at = place * (stops.length - 1);
    int before = Math.min((int) at, stops.length - 2);
    double part = at - before;
    int rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = stops[before] >> shift & 0xff;
      int to = stops[before + 1] >> shift & 0xff;
      rgb |= (int) Math.round(from + part * (to - from)) << shift;
    }
    return rgb;
  }

  /** One plane of values as a bitmap. */
  Bitmap paint(Planes plane, Range range) {
    int[] rgb = new int[plane.height() * plane.width()];
    for (int i = 0; i < rgb.length; i++) {
      float value = plane.values()[i];
      rgb[i] = Float.isFinite(value) ? rgb(range.place(value)) : NOT_FINITE;
    }
    return new Bitmap(plane.width(), plane.height(), rgb);
  }

  /** The scale itself as a bitmap of one row, low end left. */
  Bitmap bar() {
    int[] rgb = new int[256];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = rgb(i / 255.0);
    }
    return new Bitmap(rgb.length, 1, rgb);
  }

  /** Three planes as red, green and blue. */
  static Bitmap paintRgb(Planes planes, Range range) {
    int size = planes.height() * planes.width();
    int[] rgb = new int[size];
    for (int i = 0; i < size; i++) {
      for (int channel = 0; channel < 3; channel++) {
        float value = planes.values()[channel * size + i];
        if (!Float.isFinite(value)) {
          rgb[i] = NOT_FINITE;
          break;
        }
        rgb[i] = rgb[i] << 8 | (int) Math.round(255 * range.place(value));
      }
    }
    return new Bitmap(planes.width(), planes.height(), rgb);
  }

  /** An image in gray or in color, by its number of channels. */
  static Bitmap paintImage(Planes image, Range range) {
    return switch (image.channels()) {
      case 1 -> GRAYS.paint(image, range);
      case 3 -> paintRgb(image, range);
      default ->
          throw Expect.error(
              "image: cannot show this number of channels",
              "1 (gray) or 3 (RGB)",
              image.channels());
    };
  }
}
