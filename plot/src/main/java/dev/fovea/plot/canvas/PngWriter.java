package dev.fovea.plot.canvas;

import java.awt.AWTError;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Writes a drawing as PNG. Shapes go through Java 2D; text is filled outlines of {@link Typeface},
 * so no font of the machine is asked for.
 */
public final class PngWriter {
  private final Graphics2D graphics;

  private PngWriter(Graphics2D graphics) {
    this.graphics = graphics;
  }

  /** The drawing on white, {@code scale} pixels to the drawing unit. */
  public static byte[] png(Drawing drawing, double scale) {
    BufferedImage image =
        new BufferedImage(
            (int) Math.ceil(drawing.width() * scale),
            (int) Math.ceil(drawing.height() * scale),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = graphics(image);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    graphics.setColor(new Color(Role.SURFACE.light()));
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.scale(scale, scale);
    drawing.marks().forEach(new PngWriter(graphics)::mark);
    graphics.dispose();
    return encode(image);
  }

  /** The bitmap, one pixel for each of its pixels. */
  static byte[] png(Bitmap bitmap) {
    return encode(image(bitmap));
  }

  private static Graphics2D graphics(BufferedImage image) {
    try {
      return image.createGraphics();
    } catch (AWTError | NoClassDefFoundError e) {
      // A display that is named but cannot be reached; the second attempt finds the class broken.
      throw new IllegalStateException(
          "picture: cannot draw PNG, as Java looks for the display %s\n  hint: start Java with -Djava.awt.headless=true, or save as .svg"
              .formatted(System.getenv("DISPLAY")),
          e);
    }
  }

  private void mark(Mark mark) {
    switch (mark) {
      case Mark.Box(double x, double y, double w, double h, double r, Paint fill) ->
          fill(new RoundRectangle2D.Double(x, y, w, h, 2 * r, 2 * r), fill);
      case Mark.Frame(double x, double y, double w, double h, double r, Stroke stroke) ->
          draw(new RoundRectangle2D.Double(x, y, w, h, 2 * r, 2 * r), stroke);
      case Mark.Line line -> draw(path(line), line.stroke());
      case Mark.Dot(double x, double y, double r, Paint fill) ->
          fill(new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r), fill);
      case Mark.Text text -> fill(outline(text), Paint.of(text.style().role()));
      case Mark.Image(double x, double y, double w, double h, Bitmap bitmap) -> {
        AffineTransform place = AffineTransform.getTranslateInstance(x, y);
        place.scale(w / bitmap.width(), h / bitmap.height());
        graphics.drawImage(image(bitmap), place, null);
      }
    }
  }

  private static Shape path(Mark.Line line) {
    Path2D path = new Path2D.Double();
    for (Point point : line.points()) {
      if (path.getCurrentPoint() == null) {
        path.moveTo(point.x(), point.y());
      } else {
        path.lineTo(point.x(), point.y());
      }
    }
    return path;
  }

  private static Shape outline(Mark.Text text) {
    TextStyle style = text.style();
    AffineTransform place = AffineTransform.getTranslateInstance(text.x(), text.y());
    place.rotate(Math.toRadians(style.degrees()));
    place.translate(-style.anchor().before() * style.width(text.text()), 0);
    return place.createTransformedShape(
        Typeface.of(style.weight()).outline(text.text(), style.size()));
  }

  private void fill(Shape shape, Paint paint) {
    graphics.setColor(color(paint));
    graphics.fill(shape);
  }

  private void draw(Shape shape, Stroke stroke) {
    float[] dash = {(float) Stroke.DASH, (float) Stroke.DASH};
    graphics.setColor(color(stroke.paint()));
    graphics.setStroke(
        stroke.dashed()
            ? new BasicStroke(
                (float) stroke.width(), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash, 0)
            : new BasicStroke(
                (float) stroke.width(), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    graphics.draw(shape);
  }

  private static Color color(Paint paint) {
    int alpha = (int) Math.round(paint.opacity() * 255);
    return new Color(alpha << 24 | paint.role().light(), true);
  }

  private static BufferedImage image(Bitmap bitmap) {
    BufferedImage image =
        new BufferedImage(bitmap.width(), bitmap.height(), BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, bitmap.width(), bitmap.height(), bitmap.rgb(), 0, bitmap.width());
    return image;
  }

  private static byte[] encode(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // Not ImageIO.write(image, "png", stream): that keeps a cache file in the temporary folder.
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException("picture: this Java has no writer of PNG");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("picture: cannot encode PNG", e);
    }
    return bytes.toByteArray();
  }
}
