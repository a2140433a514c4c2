package dev.fovea.plot.canvas;

import static dev.fovea.plot.canvas.Markup.escape;
import static dev.fovea.plot.canvas.Markup.number;

import java.util.Base64;

/** Writes a drawing as SVG 1.1. Text stays text: it can be selected and searched. */
public final class SvgWriter {
  /** The house typeface where it is installed, else what the reader's system is used to. */
  private static final String FONTS =
      "Inter, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif";

  private final Surface surface;
  private final StringBuilder out = new StringBuilder();

  /** What the SVG will lie on. */
  private enum Surface {
    /** A file of its own: white paper, fixed colors. */
    PAPER,
    /** Inside a page: no background, and colors the page can set. */
    PAGE
  }

  private SvgWriter(Surface surface) {
    this.surface = surface;
  }

  /** A file of its own, on white. */
  public static String file(Drawing drawing) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + new SvgWriter(Surface.PAPER).svg(drawing);
  }

  /**
   * An {@code <svg>} element to be put into an HTML page. It has no background, and each color is
   * the custom property of its {@link Role}, or the light color where the page does not set it.
   */
  public static String element(Drawing drawing) {
    return new SvgWriter(Surface.PAGE).svg(drawing);
  }

  private String svg(Drawing drawing) {
    String width = number(drawing.width());
    String height = number(drawing.height());
    out.append(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%s\" height=\"%s\""
                .formatted(width, height))
        .append(" viewBox=\"0 0 %s %s\" role=\"img\"".formatted(width, height))
        .append(" font-family=\"")
        .append(escape(FONTS))
        .append('"');
    String title = escape(drawing.title());
    String description = escape(drawing.description());
    switch (surface) {
      case PAPER -> {
        out.append(">\n<title>").append(title).append("</title>\n");
        out.append("<desc>").append(description).append("</desc>\n");
        mark(new Mark.Box(0, 0, drawing.width(), drawing.height(), 0, Paint.of(Role.SURFACE)));
      }
      // In a page a title element would pop up wherever the pointer rests on the picture.
      case PAGE -> out.append(" aria-label=\"%s. %s\">\n".formatted(title, description));
    }
    drawing.marks().forEach(this::mark);
    return out.append("</svg>\n").toString();
  }

  private void mark(Mark mark) {
    switch (mark) {
      case Mark.Box(double x, double y, double w, double h, double r, Paint fill) ->
          out.append("<rect")
              .append(rectangle(x, y, w, h, r))
              .append(paint("fill", fill))
              .append("/>\n");
      case Mark.Frame(double x, double y, double w, double h, double r, Stroke stroke) ->
          out.append("<rect")
              .append(rectangle(x, y, w, h, r))
              .append(" fill=\"none\"")
              .append(stroke(stroke))
              .append("/>\n");
      case Mark.Line line -> line(line);
      case Mark.Dot(double x, double y, double r, Paint fill) ->
          out.append("<circle")
              .append(attribute("cx", x))
              .append(attribute("cy", y))
              .append(attribute("r", r))
              .append(paint("fill", fill))
              .append("/>\n");
      case Mark.Text text -> text(text);
      case Mark.Image image -> image(image);
    }
  }

  private static String rectangle(double x, double y, double width, double height, double radius) {
    return attribute("x", x)
        + attribute("y", y)
        + attribute("width", width)
        + attribute("height", height)
        + (radius > 0 ? attribute("rx", radius) : "");
  }

  private void line(Mark.Line line) {
    out.append("<path d=\"");
    char command = 'M';
    for (Point point : line.points()) {
      out.append(command).append(number(point.x())).append(' ').append(number(point.y()));
      command = 'L';
    }
    out.append("\" fill=\"none\" stroke-linejoin=\"round\"")
        .append(stroke(line.stroke()))
        .append("/>\n");
  }

  private void text(Mark.Text text) {
    TextStyle style = text.style();
    out.append("<text")
        .append(attribute("x", text.x()))
        .append(attribute("y", text.y()))
        .append(attribute("font-size", style.size()));
    if (style.weight() != Weight.REGULAR) {
      out.append(attribute("font-weight", style.weight().css()));
    }
    if (style.anchor() != Anchor.START) {
      out.append(" text-anchor=\"").append(style.anchor().svg()).append('"');
    }
    if (style.degrees() != 0) {
      out.append(
          " transform=\"rotate(%s %s %s)\""
              .formatted(number(style.degrees()), number(text.x()), number(text.y())));
    }
    out.append(paint("fill", Paint.of(style.role()))).append('>');
    if (!text.full().equals(text.text())) {
      out.append("<title>").append(escape(text.full())).append("</title>");
    }
    out.append(escape(text.text())).append("</text>\n");
  }

  private void image(Mark.Image image) {
    out.append("<image")
        .append(rectangle(image.x(), image.y(), image.width(), image.height(), 0))
        .append(" preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\"")
        .append(" href=\"data:image/png;base64,")
        .append(Base64.getEncoder().encodeToString(PngWriter.png(image.bitmap())))
        .append("\"/>\n");
  }

  private String stroke(Stroke stroke) {
    String dash = number(Stroke.DASH);
    return paint("stroke", stroke.paint())
        + attribute("stroke-width", stroke.width())
        + (stroke.dashed() ? " stroke-dasharray=\"%s %s\"".formatted(dash, dash) : "");
  }

  private String paint(String attribute, Paint paint) {
    String light = Markup.hex(paint.role().light());
    String color =
        switch (surface) {
          case PAPER -> light;
          case PAGE -> "var(%s,%s)".formatted(paint.role().property(), light);
        };
    return " %s=\"%s\"".formatted(attribute, color)
        + (paint.opacity() < 1 ? attribute(attribute + "-opacity", paint.opacity()) : "");
  }

  private static String attribute(String name, double value) {
    return " " + name + "=\"" + number(value) + "\"";
  }
}
