package dev.fovea.plot.report;

import static dev.fovea.plot.canvas.Markup.escape;

import dev.fovea.plot.canvas.Markup;
import dev.fovea.plot.canvas.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/** Writes a report as one HTML page. */
final class HtmlWriter {
  private static final String STYLES = "report.css";

  private final StringBuilder out = new StringBuilder();
  private int sections;

  String page(String title, String subtitle, List<Block> blocks) {
    out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        // The page loads nothing and runs nothing, whatever a text in it might hold.
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';")
        .append(" style-src 'unsafe-inline'; img-src data:\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<meta name=\"color-scheme\" content=\"light dark\">\n");
    element("title", title);
    out.append("<style>\n").append(colors()).append(styles()).append("</style>\n</head>\n<body>\n");
    out.append("<header>\n");
    element("h1", title);
    if (!subtitle.isEmpty()) {
      element("p", subtitle);
    }
    contents(blocks);
    out.append("</header>\n<main>\n<section>\n<div class=\"flow\">\n");
    blocks.forEach(this::block);
    return out.append("</div>\n</section>\n</main>\n</body>\n</html>\n").toString();
  }

  private void contents(List<Block> blocks) {
    List<Block.Section> headings =
        blocks.stream()
            .filter(Block.Section.class::isInstance)
            .map(Block.Section.class::cast)
            .toList();
    if (headings.size() < 2) {
      return;
    }
    out.append("<nav aria-label=\"Sections\">\n");
    for (int i = 0; i < headings.size(); i++) {
      out.append(
          "<a href=\"#section-%d\">%s</a>\n".formatted(i + 1, escape(headings.get(i).title())));
    }
    out.append("</nav>\n");
  }

  private void block(Block block) {
    switch (block) {
      case Block.Section(String heading) -> {
        sections++;
        out.append("</div>\n</section>\n<section id=\"section-%d\">\n".formatted(sections));
        element("h2", heading);
        out.append("<div class=\"flow\">\n");
      }
      case Block.Figures(List<KeyFigure> figures) -> figures(figures);
      case Block.Paragraph(String text) -> element("p", text);
      case Block.Tabular(String caption, Table table) -> table(caption, table);
      case Block.Details details -> details(details);
      case Block.Image image -> {
        out.append("<figure class=\"card\">\n").append(image.picture().svgElement());
        caption("figcaption", image.caption());
        out.append("</figure>\n");
      }
      case Block.Listing(String caption, String text) -> {
        out.append("<div class=\"card listing\">\n");
        caption("h3", caption);
        out.append("<pre>").append(escape(text)).append("</pre>\n</div>\n");
      }
    }
  }

  private void figures(List<KeyFigure> figures) {
    out.append("<dl class=\"figures\">\n");
    for (KeyFigure figure : figures) {
      out.append("<div>\n");
      element("dt", figure.label());
      element("dd", figure.value());
      if (!figure.detail().isEmpty()) {
        out.append("<dd class=\"detail\">").append(escape(figure.detail())).append("</dd>\n");
      }
      out.append("</div>\n");
    }
    out.append("</dl>\n");
  }

  private void details(Block.Details details) {
    out.append("<div class=\"card\">\n");
    caption("h3", details.caption());
    out.append("<dl class=\"details\">\n");
    details
        .entries()
        .forEach((name, value) -> {
          element("dt", name);
          element("dd", value);
        });
    out.append("</dl>\n</div>\n");
  }

  private void table(String caption, Table table) {
    out.append("<div class=\"card\">\n");
    caption("h3", caption);
    out.append("<table>\n<thead>\n<tr>");
    for (int column = 0; column < table.columns().size(); column++) {
      boolean words =
          table.rows().isEmpty() || table.rows().getFirst().get(column) instanceof Cell.Text;
      out.append(words ? "<th scope=\"col\">" : "<th scope=\"col\" class=\"number\">")
          .append(escape(table.columns().get(column)))
          .append("</th>");
    }
    out.append("</tr>\n</thead>\n<tbody>\n");
    table.rows().forEach(this::row);
    out.append("</tbody>\n");
    if (!table.totals().isEmpty()) {
      out.append("<tfoot>\n");
      table.totals().forEach(this::row);
      out.append("</tfoot>\n");
    }
    out.append("</table>\n</div>\n");
  }

  private void row(List<Cell> cells) {
    out.append("<tr>");
    for (Cell cell : cells) {
      switch (cell) {
        case Cell.Text(String text) -> out.append("<td>").append(escape(text));
        case Cell.Number(String text) -> out.append("<td class=\"number\">").append(escape(text));
        case Cell.Share(double value) -> share(value);
      }
      out.append("</td>");
    }
    out.append("</tr>\n");
  }

  private void share(double value) {
    if (Double.isNaN(value)) {
      out.append("<td class=\"share number\">–");
      return;
    }
    String percent = String.format(Locale.ROOT, "%.1f", 100 * value);
    out.append(
        "<td class=\"share number\"><span class=\"bar\"><i style=\"width:%s%%\"></i></span> %s&nbsp;%%"
            .formatted(percent, percent));
  }

  private void caption(String tag, String text) {
    if (!text.isEmpty()) {
      element(tag, text);
    }
  }

  private void element(String tag, String text) {
    out.append('<')
        .append(tag)
        .append('>')
        .append(escape(text))
        .append("</")
        .append(tag)
        .append(">\n");
  }

  /** The colors of the pictures, which the page's own styles use too. */
  private static String colors() {
    return ":root {"
        + properties(Role::light)
        + "}\n"
        + "@media screen and (prefers-color-scheme: dark) { :root {"
        + properties(Role::dark)
        + "} }\n";
  }

  private static String properties(ToIntFunction<Role> color) {
    StringBuilder css = new StringBuilder();
    for (Role role : Role.values()) {
      css.append(" %s: %s;".formatted(role.property(), Markup.hex(color.applyAsInt(role))));
    }
    return css.append(' ').toString();
  }

  private static String styles() {
    try (InputStream in = HtmlWriter.class.getResourceAsStream(STYLES)) {
      if (in == null) {
        throw new IllegalStateException("report: resource " + STYLES + " is not in the module");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("report: cannot read resource " + STYLES, e);
    }
  }
}
