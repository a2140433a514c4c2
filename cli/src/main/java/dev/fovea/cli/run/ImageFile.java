package dev.fovea.cli.run;

import dev.fovea.core.Shape;
import dev.fovea.data.Problem;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * An image for a network, as numbers from 0 to 255.
 *
 * @param file where it comes from
 * @param image its pixels, without transparency
 */
public record ImageFile(Path file, BufferedImage image) {
  private static final double RED = 0.299;
  private static final double GREEN = 0.587;
  private static final double BLUE = 0.114;

  /**
   * Reads PNG, JPEG, GIF, BMP or whatever else Java reads; what is transparent becomes white.
   *
   * @throws RunException if there is no such file or it is no image
   */
  public static ImageFile read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new RunException(
          Problem.of(Files.exists(file) ? "image: this is not a file" : "image: no such file")
              .with("file", file));
    }
    BufferedImage found;
    try {
      found = ImageIO.read(file.toFile());
    } catch (IOException | RuntimeException damaged) {
      throw new RunException(
          Problem.of("image: the file is damaged")
              .with("file", file)
              .with("because", String.valueOf(damaged.getMessage())),
          damaged);
    }
    if (found == null) {
      throw new RunException(
          Problem.of("image: this is no image")
              .with("file", file)
              .with("expected", String.join(", ", "PNG", "JPEG", "GIF", "BMP")));
    }
    BufferedImage opaque =
        new BufferedImage(found.getWidth(), found.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = opaque.createGraphics();
    graphics.drawImage(found, 0, 0, Color.WHITE, null);
    graphics.dispose();
    return new ImageFile(file, opaque);
  }

  /**
   * The numbers of the image, channel by channel. Colours become grey by their brightness (ITU-R
   * BT.601) for a network of one channel.
   *
   * @param shape what the network takes, {@code [C, H, W]} of one or three channels
   * @param resize whether an image of another size is resized, or refused
   * @param invert whether dark and bright change places
   * @throws RunException if the image does not fit the network
   */
  public float[] values(Shape shape, boolean resize, boolean invert) {
    if (shape.rank() != 3 || (shape.dim(0) != 1 && shape.dim(0) != 3)) {
      throw new RunException(
          Problem.of("image: this network takes no images")
              .with("file", file)
              .with("expected by the network", shape)
              .with("found", "an image"));
    }
    int height = shape.dim(1);
    int width = shape.dim(2);
    if ((image.getWidth() != width || image.getHeight() != height) && !resize) {
      throw new RunException(
          Problem.of("image: the size does not fit the network")
              .with("file", file)
              .with("expected", width + " x " + height + " pixels")
              .with("found", image.getWidth() + " x " + image.getHeight() + " pixels")
              .with("hint", "--resize fits it"));
    }
    float[] values = new float[shape.size()];
    int plane = height * width;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double[] colour = averaged(x, y, width, height);
        int at = y * width + x;
        if (shape.dim(0) == 1) {
          double grey = RED * colour[0] + GREEN * colour[1] + BLUE * colour[2];
          values[at] = (float) (invert ? 255 - grey : grey);
        } else {
          for (int channel = 0; channel < 3; channel++) {
            double value = colour[channel];
            values[channel * plane + at] = (float) (invert ? 255 - value : value);
          }
        }
      }
    }
    return values;
  }

  /** The mean colour of the part of the image that one pixel of the network stands for. */
  private double[] averaged(int x, int y, int width, int height) {
    double left = (double) x * image.getWidth() / width;
    double right = (double) (x + 1) * image.getWidth() / width;
    double top = (double) y * image.getHeight() / height;
    double bottom = (double) (y + 1) * image.getHeight() / height;
    double[] sum = new double[3];
    double area = 0;
    for (int row = (int) top; row < Math.min(Math.ceil(bottom), image.getHeight()); row++) {
      for (int column = (int) left;
          column < Math.min(Math.ceil(right), image.getWidth());
          column++) {
        double part =
            (Math.min(bottom, row + 1) - Math.max(top, row))
                * (Math.min(right, column + 1) - Math.max(left, column));
        int rgb = image.getRGB(column, row);
        sum[0] += part * (rgb >> 16 & 0xff);
        sum[1] += part * (rgb >> 8 & 0xff);
        sum[2] += part * (rgb & 0xff);
        area += part;
      }
    }
    for (int channel = 0; channel < 3; channel++) {
      sum[channel] /= area;
    }
    return sum;
  }
}
