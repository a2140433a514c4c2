package dev.fovea.plot.report;

import dev.fovea.plot.Chart;
import dev.fovea.plot.file.PictureFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The report of a run: a title, and below it sections of figures, tables, pictures and text in the
 * order they are added. Each method returns a new report with one more part.
 *
 * <pre>{@code
 * Map<String, String> configuration = Map.of("epochs", "20");
 * Report.of("mnist-cnn")
 *     .subtitle("20 November 2026")
 *     .figures(KeyFigure.of("Test accuracy", "98.91 %").detail("10,000 images"))
 *     .section("Training")
 *     .picture(LearningCurves.of(history))
 *     .section("Configuration")
 *     .details("", configuration)
 *     .save(run.resolve("report.html"));
 * }</pre>
 *
 * <p>The page is one file: styles and pictures are in it, it needs no script, no font and no
 * network. It follows the reader's choice of a light or a dark page, and prints. Texts are shown as
 * they are; nothing in them is taken for HTML. The same report gives the same bytes.
 */
public final class Report {
  private final String title;
  private final String subtitle;
  private final List<Block> blocks;

  private Report(String title, String subtitle, List<Block> blocks) {
    this.title = title;
    this.subtitle = subtitle;
    this.blocks = List.copyOf(blocks);
  }

  /** A report with nothing but a title. */
  public static Report of(String title) {
    return new Report(title, "", List.of());
  }

  /** The line below the title: what was run, and when. */
  public Report subtitle(String text) {
    return new Report(title, text, blocks);
  }

  /** Numbers that sum up the run, side by side. */
  public Report figures(KeyFigure... figures) {
    return and(new Block.Figures(List.of(figures)));
  }

  /** A heading; what follows belongs to it. The page's beginning links to each. */
  public Report section(String heading) {
    return and(new Block.Section(heading));
  }

  /** A paragraph. */
  public Report text(String paragraph) {
    return and(new Block.Paragraph(paragraph));
  }

  /** A table, under a caption that may be empty. */
  public Report table(String caption, Table table) {
    return and(new Block.Tabular(caption, table));
  }

  /** Names and their values, in the map's order, under a caption that may be empty. */
  public Report details(String caption, Map<String, String> entries) {
    return and(new Block.Details(caption, entries));
  }

  /** A picture. */
  public Report picture(Chart chart) {
    return picture(chart, "");
  }

  /** A picture with a sentence below it. */
  public Report picture(Chart chart, String caption) {
    return and(new Block.Image(chart.picture(), caption));
  }

  /** Text as it is, line by line, such as a configuration file; its caption may be empty. */
  public Report listing(String caption, String text) {
    return and(new Block.Listing(caption, text));
  }

  private Report and(Block block) {
    List<Block> more = new ArrayList<>(blocks);
    more.add(block);
    return new Report(title, subtitle, more);
  }

  /** The page. */
  public String html() {
    return new HtmlWriter().page(title, subtitle, blocks);
  }

  /**
   * Saves the page, whole or not at all. A file that was there is replaced.
   *
   * @throws java.io.UncheckedIOException naming the file, if it cannot be written
   */
  public void save(Path file) {
    PictureFile.write(file, html().getBytes(StandardCharsets.UTF_8));
  }
}
