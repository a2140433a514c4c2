package dev.fovea.cli.dataset;

import dev.fovea.cli.yaml.Section;
import dev.fovea.core.shape.Shape;
import dev.fovea.data.Examples;
import dev.fovea.data.csv.CsvLayout;
import dev.fovea.data.csv.CsvTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A table of comma-separated values.
 *
 * @param layout what the columns are
 * @param classes the names of the classes
 * @param shape of one example; one axis if empty
 */
record CsvPart(CsvLayout layout, Optional<List<String>> classes, Optional<Shape> shape)
    implements PartReader {
  private static final String HEADER = "header";
  private static final String SEPARATOR = "separator";
  private static final String LABEL = "label";
  private static final String FEATURES = "features";
  private static final String GROUP = "group";
  static final DataFormat FORMAT =
      new DataFormat(
          "csv",
          List.of(HEADER, SEPARATOR, LABEL, FEATURES, GROUP, ClassesKey.CLASSES, ClassesKey.SHAPE),
          DataFormats.endingIn(".csv", ".tsv"),
          section ->
              new CsvPart(layout(section), ClassesKey.read(section), ClassesKey.shape(section)));

  private static CsvLayout layout(Section section) {
    String separator = section.text(SEPARATOR).orElse(",");
    if (separator.equals("tab")) {
      separator = "\t";
    }
    if (separator.length() != 1 || "\"\n\r".contains(separator)) {
      throw section.wrong(
          SEPARATOR,
          "one character that is no quotation mark, or tab",
          section.value(SEPARATOR).orElseThrow());
    }
    return new CsvLayout(
        !section.has(HEADER) || section.flag(HEADER),
        separator.charAt(0),
        section.text(LABEL),
        section.texts(FEATURES),
        section.text(GROUP));
  }

  @Override
  public Found find(Path path) throws IOException {
    return Files.isDirectory(path)
        ? Entries.find("csv", path, ".csv", ".tsv")
        : Found.all(Part.of(path));
  }

  @Override
  public Examples read(String set, Part part, Optional<List<String>> names) throws IOException {
    return CsvTable.read(part.name() + " " + set, part.files().getFirst(), layout, names, shape);
  }
}
