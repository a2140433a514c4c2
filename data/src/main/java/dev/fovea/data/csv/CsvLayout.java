package dev.fovea.data.csv;

import dev.fovea.data.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What the columns of a table are. Columns are called by the name in the header or, where there is
 * none, by their number from 1.
 *
 * @param hasHeader whether the first line holds the names of the columns
 * @param separator what stands between two values
 * @param label the column of the classes; the last if empty
 * @param features the columns of the inputs, in this order; all others if empty
 * @param group the column that says which examples belong together, if there is one
 */
public record CsvLayout(
    boolean hasHeader,
    char separator,
    Optional<String> label,
    Optional<List<String>> features,
    Optional<String> group) {
  /** Checks the separator. */
  public CsvLayout {
    features = features.map(List::copyOf);
    if (separator == '"' || separator == '\n' || separator == '\r') {
      throw Problem.of("csv: this cannot stand between values")
          .with("found", "a quotation mark or the end of a line")
          .asBadArgument();
    }
  }

  /** A header, commas, the class in the last column, inputs in all others. */
  public static CsvLayout standard() {
    return new CsvLayout(true, ',', Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Without a header. */
  public CsvLayout headless() {
    return new CsvLayout(false, separator, label, features, group);
  }

  /** With the classes in this column. */
  public CsvLayout label(String column) {
    return new CsvLayout(hasHeader, separator, Optional.of(column), features, group);
  }

  /** With the inputs in these columns. */
  public CsvLayout features(String... columns) {
    return new CsvLayout(hasHeader, separator, label, Optional.of(List.of(columns)), group);
  }

  /** With groups in this column. */
  public CsvLayout group(String column) {
    return new CsvLayout(hasHeader, separator, label, features, Optional.of(column));
  }

  /** With something else between two values. */
  public CsvLayout separator(char between) {
    return new CsvLayout(hasHeader, between, label, features, group);
  }
}
