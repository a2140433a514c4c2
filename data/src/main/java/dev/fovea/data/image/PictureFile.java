package dev.fovea.data.image;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.DataFileException;
import dev.fovea.data.Problem;
import dev.fovea.data.source.SourceFile;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** A picture in memory, as red, green and blue from 0 to 255. */
public final class PictureFile {
  /** How the names of pictures end. */
  public static final List<String> ENDINGS =
      List.of(".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif");

  /** More pixels are not decoded: 64 million, four bytes each. */
  public static final long MOST_PIXELS = 1L << 26;

  /**
   * Nor more than this many for each byte of the file, beside some thousands: a file of 30 bytes
   * may declare any size, and a decoder then makes up pixels for minutes.
   */
  private static final long PIXELS_A_BYTE = 4096;

  private static final long PIXELS_OF_ANY_FILE = 1 << 16;

  private static final long MOST_FILE_BYTES = 1L << 28;

  private static final String WHAT = "image";
  private static final double RED = 0.299;
  private static final double GREEN = 0.587;
  private static final double BLUE = 0.114;

  private final Path path;
  private final int width;
  private final int height;
  private final int[] pixels;

  private PictureFile(Path path, int width, int height, int[] pixels) {
    this.path = path;
    this.width = width;
    this.height = height;
    this.pixels = pixels;
  }

  /** Whether a file of this name is a picture. */
  public static boolean isNamedSo(Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }

  /**
   * Reads PNG, JPEG, WebP, GIF or BMP. What is transparent becomes white; of an animation the first
   * picture counts; an orientation noted by a camera is not followed.
   *
   * @throws DataFileException if there is no such file, it is no picture, or it declares more
   *     pixels than {@link #MOST_PIXELS}
   */
  public static PictureFile read(Path path) throws IOException {
    SourceFile file = SourceFile.of(path, WHAT);
    byte[] content = content(file);
    try (ImageInputStream in = new BoundedInput(content)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new DataFileException(
            file.problem("this is no image").with("expected", "PNG, JPEG, WebP, GIF or BMP"));
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return decoded(path, file, reader);
      } finally {
        reader.dispose();
      }
    } catch (DataFileException known) {
      throw known;
    } catch (IOException | RuntimeException | StackOverflowError damaged) {
      throw new DataFileException(
          file.problem("the file is damaged")
              .with("because", String.valueOf(damaged.getMessage()).lines().findFirst().orElse("")),
          damaged);
    }
  }

  private static byte[] content(SourceFile file) throws IOException {
    if (file.bytes() > MOST_FILE_BYTES) {
      throw new DataFileException(
          file.problem("the file is too long")
              .with("expected", "at most " + MOST_FILE_BYTES + " bytes")
              .with("found", file.bytes() + " bytes"));
    }
    return Files.readAllBytes(file.path());
  }

  private static PictureFile decoded(Path path, SourceFile file, ImageReader reader)
      throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    long most = Math.min(MOST_PIXELS, PIXELS_OF_ANY_FILE + PIXELS_A_BYTE * file.bytes());
    if (width < 1 || height < 1 || (long) width * height > most) {
      throw new DataFileException(
          file.problem("the image is too large")
              .with(
                  "expected", "at most " + most + " pixels in a file of " + file.bytes() + " bytes")
              .with("found", width + " x " + height + " pixels"));
    }
    BufferedImage found = reader.read(0);
    BufferedImage opaque =
        new BufferedImage(found.getWidth(), found.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = opaque.createGraphics();
    graphics.drawImage(found, 0, 0, Color.WHITE, null);
    graphics.dispose();
    int[] pixels =
        opaque.getRGB(0, 0, found.getWidth(), found.getHeight(), null, 0, found.getWidth());
    return new PictureFile(path, found.getWidth(), found.getHeight(), pixels);
  }

  /** How wide it is, in pixels. */
  public int width() {
    return width;
  }

  /** How high it is, in pixels. */
  public int height() {
    return height;
  }

  /**
   * The numbers of the picture, channel by channel, from 0 to 255. Of one channel it is gray, by
   * brightness (ITU-R BT.601). A pixel is the mean of the part of the picture it stands for.
   *
   * @param shape {@code [C, H, W]} of one or three channels
   * @param fit what is done if the picture has another size
   * @throws DataFileException if it is refused
   * @throws IllegalArgumentException if the shape is none of a picture
   */
  public float[] values(Shape shape, ImageFit fit) throws DataFileException {
    if (shape.rank() != 3 || (shape.dim(0) != 1 && shape.dim(0) != 3)) {
      throw Problem.of("image: this is no shape of a picture")
          .with("expected", "[1, H, W] or [3, H, W]")
          .with("found", shape)
          .asBadArgument();
    }
    int rows = shape.dim(1);
    int columns = shape.dim(2);
    if (fit == ImageFit.EXACT && (width != columns || height != rows)) {
      throw new DataFileException(
          Problem.of("image: the size does not fit")
              .with("file", path)
              .with("expected", columns + " x " + rows + " pixels")
              .with("found", width + " x " + height + " pixels")
              .with("hint", "let it be resized, cropped or padded"));
    }
    Window window = Window.of(fit, width, height, columns, rows);
    float[] values = new float[shape.size()];
    int plane = rows * columns;
    double[] color = new double[3];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        average(window, x, y, color);
        int at = y * columns + x;
        if (shape.dim(0) == 1) {
          values[at] = (float) (RED * color[0] + GREEN * color[1] + BLUE * color[2]);
        } else {
          for (int channel = 0; channel < 3; channel++) {
            values[channel * plane + at] = (float) color[channel];
          }
        }
      }
    }
    return values;
  }

  /**
   * What part of the picture becomes the result: pixel {@code (x, y)} of the result stands for the
   * rectangle from {@code (left + x·stepX, top + y·stepY)} on, one step wide and high.
   */
  private record Window(double left, double top, double stepX, double stepY) {
    static Window of(ImageFit fit, int width, int height, int columns, int rows) {
      double stepX = (double) width / columns;
      double stepY = (double) height / rows;
      return switch (fit) {
        case EXACT, RESIZE -> new Window(0, 0, stepX, stepY);
        case CROP -> centered(Math.min(stepX, stepY), width, height, columns, rows);
        case PAD -> centered(Math.max(stepX, stepY), width, height, columns, rows);
      };
    }

    private static Window centered(double step, int width, int height, int columns, int rows) {
      return new Window((width - step * columns) / 2, (height - step * rows) / 2, step, step);
    }
  }

  /** The mean color of the part of the picture that one pixel stands for; outside is black. */
  private void average(Window window, int x, int y, double[] sum) {
    double left = window.left + x * window.stepX;
    double right = window.left + (x + 1) * window.stepX;
    double top = window.top + y * window.stepY;
    double bottom = window.top + (y + 1) * window.stepY;
    sum[0] = 0;
    sum[1] = 0;
    sum[2] = 0;
    double area = 0;
    for (int row = (int) Math.floor(top); row < Math.ceil(bottom); row++) {
      double partY = Math.min(bottom, row + 1) - Math.max(top, row);
      for (int column = (int) Math.floor(left); column < Math.ceil(right); column++) {
        double part = partY * (Math.min(right, column + 1) - Math.max(left, column));
        area += part;
        if (row >= 0 && row < height && column >= 0 && column < width) {
          int rgb = pixels[row * width + column];
          sum[0] += part * (rgb >> 16 & 0xff);
          sum[1] += part * (rgb >> 8 & 0xff);
          sum[2] += part * (rgb & 0xff);
        }
      }
    }
    for (int channel = 0; channel < 3; channel++) {
      sum[channel] /= area;
    }
  }
}
