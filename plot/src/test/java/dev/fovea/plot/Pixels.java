package dev.fovea.plot;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** A PNG read back. */
record Pixels(BufferedImage image) {
  static Pixels of(byte[] png) {
    try {
      return new Pixels(ImageIO.read(new ByteArrayInputStream(png)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The color at a place in drawing units, for a picture of one pixel to the unit. */
  int at(double x, double y) {
    return image.getRGB((int) x, (int) y) & 0xffffff;
  }

  /** How many pixels of a rectangle are not white. */
  long inked(int x, int y, int width, int height) {
    long inked = 0;
    for (int row = y; row < y + height; row++) {
      for (int column = x; column < x + width; column++) {
        if ((image.getRGB(column, row) & 0xffffff) != 0xffffff) {
          inked++;
        }
      }
    }
    return inked;
  }
}
