package dev.fovea.plot.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.plot.ClassHistogram;
import dev.fovea.plot.LearningCurves;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final String EVIL = "<script>alert('x')</script> & \"y\"";
  private static final String TAMED =
      "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot;";

  @TempDir Path folder;

  private static Report full() {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("Seed", "42");
    details.put("Backend", "vector");
    return Report.of("mnist-cnn")
        .subtitle("20 November 2026")
        .figures(KeyFigure.of("Test accuracy", "98.91 %").detail("10,000 images"))
        .section("Training")
        .text("It went well.")
        .picture(LearningCurves.of(Map.of("loss", new double[] {3, 2, 1})), "Three epochs are few.")
        .section("Network")
        .table(
            "Layers",
            Table.of("Layer", "Parameters")
                .withRow(Cell.text("conv1"), Cell.number("208"))
                .withTotals(Cell.text("Total"), Cell.number("208")))
        .section("Provenance")
        .details("How it was made", details)
        .listing("config.yaml", "epochs: 3\nseed: 42\n");
  }

  @Test
  void writesEverythingInOrder() {
    assertThat(full().html())
        .startsWith("<!DOCTYPE html>")
        .containsSubsequence(
            "<title>mnist-cnn</title>",
            "<h1>mnist-cnn</h1>",
            "<p>20 November 2026</p>",
            "<a href=\"#section-1\">Training</a>",
            "<dt>Test accuracy</dt>\n<dd>98.91 %</dd>\n<dd class=\"detail\">10,000 images</dd>",
            "<section id=\"section-1\">\n<h2>Training</h2>",
            "<p>It went well.</p>",
            "<svg ",
            "<figcaption>Three epochs are few.</figcaption>",
            "<section id=\"section-2\">\n<h2>Network</h2>",
            "<h3>Layers</h3>",
            "<th scope=\"col\">Layer</th><th scope=\"col\" class=\"number\">Parameters</th>",
            "<tr><td>conv1</td><td class=\"number\">208</td></tr>",
            "<tfoot>\n<tr><td>Total</td><td class=\"number\">208</td></tr>",
            "<dt>Seed</dt>\n<dd>42</dd>\n<dt>Backend</dt>",
            "<h3>config.yaml</h3>\n<pre>epochs: 3\nseed: 42\n</pre>");
  }

  @Test
  void needsNothingFromOutside() {
    assertThat(full().html())
        .doesNotContain("<script", "<link", "@import", "src=\"http")
        .contains("@media screen and (prefers-color-scheme: dark)", "--fovea-ink: #e8ebf0;")
        .contains("@media print");
  }

  @Test
  void opensAndClosesEveryElement() {
    String html = full().html();
    for (String tag :
        List.of(
            "html", "head", "body", "header", "main", "section", "div", "figure", "table", "dl",
            "svg", "nav")) {
      assertThat(html.split("<" + tag + "[ >]", -1))
          .as(tag)
          .hasSameSizeAs(html.split("</" + tag + ">", -1));
    }
  }

  @Test
  void showsEveryTextAsItIs() {
    Report report =
        Report.of(EVIL)
            .subtitle(EVIL)
            .figures(KeyFigure.of(EVIL, EVIL).detail(EVIL))
            .section(EVIL)
            .section(EVIL)
            .text(EVIL)
            .table(EVIL, Table.of(EVIL, EVIL).withRow(Cell.text(EVIL), Cell.number(EVIL)))
            .details(EVIL, Map.of(EVIL, EVIL))
            .listing(EVIL, EVIL)
            .picture(ClassHistogram.of(List.of(EVIL), 3).title(EVIL), EVIL);
    String html = report.html();
    assertThat(html).doesNotContain("<script", "alert('x')");
    // Title twice, subtitle, figure 3, sections 2 and their links 2, text, table 5, details 3,
    // listing 2, picture: label, title and class shortened or whole, and caption.
    assertThat(html.split(Pattern.quote(TAMED), -1))
        .hasSizeGreaterThanOrEqualTo(1 + 2 + 1 + 3 + 4 + 1 + 5 + 3 + 2 + 4);
  }

  @Test
  void sameReportGivesTheSameBytes() {
    assertThat(full().html()).isEqualTo(full().html());
  }

  @Test
  void savesWholeOrNamesTheFile() {
    Path file = folder.resolve("report.html");
    full().save(file);
    assertThat(file).hasContent(full().html());
    assertThatThrownBy(() -> full().save(folder.resolve("no/report.html")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(
            "cannot write %s: there is no folder %s"
                .formatted(folder.resolve("no/report.html"), folder.resolve("no")));
  }

  @Test
  void addingToAReportLeavesItAsItWas() {
    Report start = Report.of("a");
    String before = start.html();
    start.section("more").text("text");
    assertThat(start.html()).isEqualTo(before);
  }
}
