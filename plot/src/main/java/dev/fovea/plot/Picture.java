package dev.fovea.plot;

import dev.fovea.plot.canvas.Drawing;
import dev.fovea.plot.canvas.PngWriter;
import dev.fovea.plot.canvas.SvgWriter;
import dev.fovea.plot.file.PictureFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** A finished drawing, to be written as SVG or PNG. */
public final class Picture {
  /** Pixels to the drawing unit where nothing else is asked for: sharp on a fine screen. */
  private static final double FINE = 2;

  private final Drawing drawing;

  Picture(Drawing drawing) {
    this.drawing = drawing;
  }

  /** Width in CSS pixels. */
  public double width() {
    return drawing.width();
  }

  /** Height in CSS pixels. */
  public double height() {
    return drawing.height();
  }

  /** What the picture shows, in a few words. */
  public String title() {
    return drawing.title();
  }

  /** The text of an SVG file, on white. */
  public String svg() {
    return SvgWriter.file(drawing);
  }

  /**
   * An {@code <svg>} element for an HTML page. It has no background; its colors are the custom
   * properties {@code --fovea-surface}, {@code -ink}, {@code -muted}, {@code -grid}, {@code -axis},
   * {@code -first}, {@code -second}, {@code -wrong} and {@code -on-fill}, or those of paper where
   * the page sets none.
   */
  public String svgElement() {
    return SvgWriter.element(drawing);
  }

  /** The bytes of a PNG file on white, two pixels to the CSS pixel. */
  public byte[] png() {
    return png(FINE);
  }

  /**
   * The bytes of a PNG file on white.
   *
   * @param scale pixels to the CSS pixel, above 0 and at most 16
   */
  public byte[] png(double scale) {
    if (!(scale > 0 && scale <= 16)) {
      throw new IllegalArgumentException(
          "picture: scale out of range\n  expected: above 0, at most 16\n  but was:  " + scale);
    }
    return PngWriter.png(drawing, scale);
  }

  /**
   * Saves the picture, whole or not at all, as what the file's name ends in: {@code .svg} or {@code
   * .png} (two pixels to the CSS pixel). A file that was there is replaced.
   *
   * @throws IllegalArgumentException if the name ends in something else
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public void save(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".svg")) {
      PictureFile.write(file, svg().getBytes(StandardCharsets.UTF_8));
    } else if (name.endsWith(".png")) {
      PictureFile.write(file, png());
    } else {
      throw new IllegalArgumentException(
          "picture: unknown kind of file\n  expected: a name that ends in .svg or .png\n  but was:  "
              + file);
    }
  }
}
