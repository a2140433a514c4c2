package dev.fovea.data.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.fovea.core.shape.Shape;
import dev.fovea.data.DataFileException;
import dev.fovea.data.Dataset;
import dev.fovea.data.Examples;
import dev.fovea.data.FloatFeatures;
import dev.fovea.data.Groups;
import dev.fovea.data.Problem;
import dev.fovea.data.source.ClassLabels;
import dev.fovea.data.source.SourceFile;
import dev.fovea.data.source.Values;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.ZipException;

/**
 * A table of comma-separated values (RFC 4180), with or without gzip, in UTF-8: one example per
 * line, its class in one column, numbers in the others. Examples are {@code [F]} of this many
 * numbers.
 */
public final class CsvTable {
  private static final String WHAT = "csv";
  private static final int MOST_COLUMNS = 1 << 20;
  private static final int MOST_FIELD = 1 << 20;

  private final SourceFile file;
  private final CsvLayout layout;
  private final Values values = new Values();
  private final List<String> labels = new ArrayList<>();
  private final List<Integer> lines = new ArrayList<>();
  private final List<String> groups = new ArrayList<>();

  private CsvTable(SourceFile file, CsvLayout layout) {
    this.file = file;
    this.layout = layout;
  }

  /**
   * Reads a table.
   *
   * @param name for people and provenance
   * @param layout what the columns are
   * @param classNames the classes in the order of their numbers; if empty all that occur, numbers
   *     by size and other names by the alphabet
   * @param shape of one example, such as {@code [1, 28, 28]}; one axis if empty
   * @throws DataFileException if the file is missing or damaged, a column is missing, a line has
   *     more or fewer values than the first, a value is no finite number, or a label is no class
   */
  public static Examples read(
      String name,
      Path path,
      CsvLayout layout,
      Optional<List<String>> classNames,
      Optional<Shape> shape)
      throws IOException {
    CsvTable table = new CsvTable(SourceFile.of(path, WHAT), layout);
    table.read();
    return table.examples(name, classNames, shape);
  }

  private void read() throws IOException {
    try (Reader text = new InputStreamReader(file.open(), StandardCharsets.UTF_8.newDecoder());
        CsvReader<CsvRecord> records =
            CsvReader.builder()
                .fieldSeparator(layout.separator())
                .maxBufferSize(MOST_FIELD)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(text)) {
      read(records);
    } catch (UncheckedIOException failed) {
      throw readable(Objects.requireNonNull(failed.getCause()));
    } catch (EOFException | ZipException | CharacterCodingException damaged) {
      throw readable(damaged);
    } catch (CsvParseException damaged) {
      Throwable cause = damaged.getCause() == null ? damaged : damaged.getCause();
      if (cause instanceof IOException failed) {
        throw readable(failed);
      }
      throw new DataFileException(
          file.problem("this is no table").with("because", String.valueOf(cause.getMessage())),
          damaged);
    }
  }

  private IOException readable(IOException failed) {
    return switch (failed) {
      case CharacterCodingException _ ->
          new DataFileException(
              file.problem("this is no text")
                  .with("expected", "UTF-8")
                  .with("found", "bytes that are none"),
              failed);
      case EOFException _, ZipException _ -> file.damaged(failed);
      default -> failed;
    };
  }

  private void read(Iterable<CsvRecord> records) throws DataFileException {
    Columns columns = null;
    for (CsvRecord line : records) {
      if (columns == null) {
        columns = columns(line);
        if (layout.hasHeader()) {
          continue;
        }
      }
      add(line, columns);
    }
    if (labels.isEmpty()) {
      throw new DataFileException(
          file.problem("there are no examples")
              .with("expected", layout.hasHeader() ? "lines below the header" : "lines")
              .with("found", "none"));
    }
  }

  // ---- columns ----

  /**
   * Where in a line everything stands.
   *
   * @param names of all columns
   * @param label the place of the class
   * @param features the places of the inputs
   * @param group the place of the group, or -1
   */
  private record Columns(List<String> names, int label, int[] features, int group) {}

  private Columns columns(CsvRecord first) throws DataFileException {
    int count = first.getFieldCount();
    if (count < 2 || count > MOST_COLUMNS) {
      throw new DataFileException(
          at("the table has too few columns or too many", first.getStartingLineNumber())
              .with("expected", "2 to " + MOST_COLUMNS + ", one of them the class")
              .with("found", count));
    }
    List<String> names =
        layout.hasHeader()
            ? first.getFields().stream().map(String::strip).toList()
            : IntStream.rangeClosed(1, count).mapToObj(String::valueOf).toList();
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new DataFileException(
            at("two columns have the same name", first.getStartingLineNumber())
                .with("found", name.isEmpty() ? "an empty name" : name));
      }
    }
    int label = layout.label().isPresent() ? place(names, layout.label().get()) : count - 1;
    int group = layout.group().isPresent() ? place(names, layout.group().get()) : -1;
    List<Integer> features = new ArrayList<>();
    if (layout.features().isPresent()) {
      for (String name : layout.features().get()) {
        features.add(place(names, name));
      }
    } else {
      IntStream.range(0, count).filter(i -> i != label && i != group).forEach(features::add);
    }
    if (features.isEmpty()) {
      throw new DataFileException(
          at("no column is left for the inputs", first.getStartingLineNumber())
              .with("found", String.join(", ", names)));
    }
    return new Columns(
        names, label, features.stream().mapToInt(Integer::intValue).toArray(), group);
  }

  private int place(List<String> names, String wanted) throws DataFileException {
    int place = names.indexOf(wanted);
    if (place < 0) {
      int most = 50;
      throw new DataFileException(
          file.problem("there is no such column")
              .with("expected", wanted)
              .with("found", String.join(", ", names.subList(0, Math.min(most, names.size())))));
    }
    return place;
  }

  // ---- lines ----

  private void add(CsvRecord line, Columns columns) throws DataFileException {
    if (line.getFieldCount() != columns.names().size()) {
      throw new DataFileException(
          at("a line has another number of values", line.getStartingLineNumber())
              .with("expected", columns.names().size())
              .with("found", line.getFieldCount()));
    }
    for (int place : columns.features()) {
      values.add(number(line, columns, place), () -> tooMany(line));
    }
    labels.add(line.getField(columns.label()).strip());
    lines.add((int) Math.min(Integer.MAX_VALUE, line.getStartingLineNumber()));
    if (columns.group() >= 0) {
      groups.add(line.getField(columns.group()).strip());
    }
  }

  private float number(CsvRecord line, Columns columns, int place) throws DataFileException {
    String text = line.getField(place).strip();
    float number;
    try {
      number = Float.parseFloat(text);
    } catch (NumberFormatException notANumber) {
      number = Float.NaN;
    }
    if (!Float.isFinite(number)) {
      throw new DataFileException(
          at("a value is no number", line.getStartingLineNumber())
              .with("column", columns.names().get(place))
              .with("expected", "a finite number")
              .with("found", text.isEmpty() ? "nothing" : shortened(text)));
    }
    return number;
  }

  private static String shortened(String text) {
    int most = 60;
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }

  private DataFileException tooMany(CsvRecord line) {
    return new DataFileException(
        at("there are too many numbers", line.getStartingLineNumber())
            .with("expected", "at most " + Values.MOST));
  }

  private Problem at(String headline, long line) {
    return file.problem(headline).with("line", line);
  }

  // ---- examples ----

  private Examples examples(String name, Optional<List<String>> classNames, Optional<Shape> shape)
      throws DataFileException {
    int perExample = values.size() / labels.size();
    if (shape.isPresent() && shape.get().size() != perExample) {
      throw new DataFileException(
          file.problem("the examples do not fit the shape")
              .with("expected", shape.get() + ", " + shape.get().size() + " numbers")
              .with("found", perExample + " columns of inputs"));
    }
    Dataset data =
        new Dataset(
            name,
            FloatFeatures.of(values.toArray(), shape.orElseGet(() -> Shape.of(perExample))),
            ClassLabels.named(labels, classNames, i -> at("a label is no class", lines.get(i))));
    return groups.isEmpty() ? Examples.of(data) : Examples.of(data, Groups.named(groups));
  }
}
