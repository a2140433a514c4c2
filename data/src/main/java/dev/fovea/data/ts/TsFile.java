package dev.fovea.data.ts;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.DataFileException;
import dev.fovea.data.Dataset;
import dev.fovea.data.FloatFeatures;
import dev.fovea.data.Problem;
import dev.fovea.data.source.ClassLabels;
import dev.fovea.data.source.SourceFile;
import dev.fovea.data.source.Values;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * Labeled time series as the UCR and UEA archives hold them: a header of lines that start with
 * {@code @}, then one series per line, its dimensions separated by colons, its numbers by commas,
 * its class after the last colon. With or without gzip. Examples are {@code [dimensions, length]}.
 *
 * <p>Series with missing numbers or time stamps are refused; so are series of unequal length,
 * unless they are to be padded.
 *
 * @see <a href="https://www.timeseriesclassification.com">Bagnall et al., "The UEA multivariate
 *     time series classification archive"</a>
 */
public final class TsFile {
  private static final String WHAT = "ts";
  private static final int MOST_LINE = 1 << 28;
  private static final int MOST_HEADER_LINE = 1 << 16;
  private static final int MOST_DIMENSIONS = 1 << 16;

  private final SourceFile file;
  private final boolean isPadded;
  private final Values values = new Values();
  private final List<int[]> lengths = new ArrayList<>();
  private final List<Long> lines = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private Optional<List<String>> declaredClasses = Optional.empty();
  private boolean isInData;
  private int longest;

  private TsFile(SourceFile file, boolean isPadded) {
    this.file = file;
    this.isPadded = isPadded;
  }

  /**
   * Reads series that all have one length.
   *
   * @param name for people and provenance
   * @param classNames the classes in the order of their numbers; those of the header if empty
   * @throws DataFileException if the file is missing or damaged, its series differ in length or in
   *     dimensions, a number is missing, or a label is no class
   */
  public static Dataset read(String name, Path path, Optional<List<String>> classNames)
      throws IOException {
    return new TsFile(SourceFile.of(path, WHAT), false).read(name, classNames, 0);
  }

  /**
   * Reads series of any length, and fills the shorter ones with zeros at their ends.
   *
   * @param length how long they become; as long as the longest if 0
   * @throws DataFileException as above, or if a series is longer
   */
  public static Dataset readPadded(
      String name, Path path, Optional<List<String>> classNames, int length) throws IOException {
    return new TsFile(SourceFile.of(path, WHAT), true).read(name, classNames, length);
  }

  private Dataset read(String name, Optional<List<String>> classNames, int length)
      throws IOException {
    try (BufferedReader text =
        new BufferedReader(
            new InputStreamReader(file.open(), StandardCharsets.UTF_8.newDecoder()))) {
      StringBuilder line = new StringBuilder();
      for (long number = 1; next(text, line, number); number++) {
        take(line.toString().strip(), number);
      }
    } catch (CharacterCodingException damaged) {
      throw new DataFileException(
          file.problem("this is no text")
              .with("expected", "UTF-8")
              .with("found", "bytes that are none"),
          damaged);
    } catch (EOFException | ZipException damaged) {
      throw file.damaged(damaged);
    }
    if (labels.isEmpty()) {
      throw new DataFileException(
          file.problem("there are no series")
              .with(
                  "expected", isInData ? "lines below @data" : "a line @data, and series below it")
              .with("found", "none"));
    }
    return dataset(name, classNames, length);
  }

  /** Reads one line, of bounded length; false at the end of the text. */
  private boolean next(BufferedReader text, StringBuilder line, long number) throws IOException {
    line.setLength(0);
    int most = isInData ? MOST_LINE : MOST_HEADER_LINE;
    int character = text.read();
    if (character < 0) {
      return false;
    }
    while (character >= 0 && character != '\n') {
      if (line.length() == most) {
        throw new DataFileException(
            at("a line is too long", number)
                .with("expected", "at most " + most + " characters")
                .with("found", "more"));
      }
      line.append((char) character);
      character = text.read();
    }
    return true;
  }

  private void take(String line, long number) throws DataFileException {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    if (isInData) {
      series(line, number);
    } else if (line.startsWith("@")) {
      header(line, number);
    } else {
      throw new DataFileException(
          at("this is no .ts file", number)
              .with("expected", "a line that starts with # or @, up to @data")
              .with("found", shortened(line)));
    }
  }

  // ---- header ----

  private void header(String line, long number) throws DataFileException {
    String[] words = line.split("\\s+");
    String key = words[0].toLowerCase(Locale.ROOT);
    boolean isTrue = words.length > 1 && words[1].equalsIgnoreCase("true");
    switch (key) {
      case "@data" -> isInData = true;
      case "@timestamps" -> {
        if (isTrue) {
          throw unsupported(line, number, "series without time stamps");
        }
      }
      case "@targetlabel" -> {
        if (isTrue) {
          throw unsupported(line, number, "series with classes");
        }
      }
      case "@classlabel" -> {
        if (!isTrue) {
          throw unsupported(line, number, "series with classes");
        }
        declaredClasses = Optional.of(List.of(words).subList(2, words.length));
      }
      default -> {
        // @problemName, @univariate, @equalLength and the like: the series themselves tell.
      }
    }
  }

  private DataFileException unsupported(String line, long number, String expected) {
    return new DataFileException(
        at("such series cannot be read", number).with("expected", expected).with("found", line));
  }

  // ---- series ----

  private void series(String line, long number) throws DataFileException {
    String[] parts = line.split(":", MOST_DIMENSIONS + 2);
    int dimensions = parts.length - 1;
    if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
      throw new DataFileException(
          at("this is no series", number)
              .with(
                  "expected",
                  "numbers, a colon and a class; 1 to " + MOST_DIMENSIONS + " dimensions")
              .with("found", shortened(line)));
    }
    if (!lengths.isEmpty() && lengths.getFirst().length != dimensions) {
      throw new DataFileException(
          at("a series has another number of dimensions", number)
              .with("expected", lengths.getFirst().length)
              .with("found", dimensions));
    }
    int[] found = new int[dimensions];
    for (int dimension = 0; dimension < dimensions; dimension++) {
      found[dimension] = numbers(parts[dimension], number, dimension);
      longest = Math.max(longest, found[dimension]);
      int expected = lengths.isEmpty() ? found[0] : lengths.getFirst()[0];
      if (!isPadded && found[dimension] != expected) {
        throw new DataFileException(
            at("the series differ in length", number)
                .with("dimension", dimension + 1)
                .with("expected", expected + " numbers, as the first series")
                .with("found", found[dimension] + " numbers")
                .with("hint", "they can be padded with zeros"));
      }
    }
    lengths.add(found);
    labels.add(parts[dimensions].strip());
    lines.add(number);
  }

  /** Keeps the numbers of one dimension and says how many they are. */
  private int numbers(String text, long line, int dimension) throws DataFileException {
    int count = 0;
    for (int start = 0; start <= text.length(); count++) {
      int comma = text.indexOf(',', start);
      int end = comma < 0 ? text.length() : comma;
      values.add(
          number(text.substring(start, end).strip(), line, dimension, count),
          () ->
              new DataFileException(
                  at("there are too many numbers", line)
                      .with("expected", "at most " + Values.MOST)));
      start = end + 1;
    }
    return count;
  }

  private float number(String text, long line, int dimension, int position)
      throws DataFileException {
    float number;
    try {
      number = Float.parseFloat(text);
    } catch (NumberFormatException notANumber) {
      number = Float.NaN;
    }
    if (!Float.isFinite(number)) {
      throw new DataFileException(
          at(text.equals("?") ? "a number is missing" : "a value is no number", line)
              .with("dimension", dimension + 1)
              .with("position", position + 1)
              .with("expected", "a finite number")
              .with("found", text.isEmpty() ? "nothing" : shortened(text)));
    }
    return number;
  }

  // ---- examples ----

  private Dataset dataset(String name, Optional<List<String>> classNames, int asked)
      throws DataFileException {
    int dimensions = lengths.getFirst().length;
    int length = asked == 0 ? longest : asked;
    if (longest > length) {
      throw new DataFileException(
          file.problem("a series is too long")
              .with("expected", "at most " + length + " numbers")
              .with("found", longest));
    }
    long total = (long) labels.size() * dimensions * length;
    if (total > Values.MOST) {
      throw new DataFileException(
          file.problem("the padded series are too large")
              .with("expected", "at most " + Values.MOST + " numbers")
              .with("found", labels.size() + " x " + dimensions + " x " + length));
    }
    float[] stored = values.toArray();
    float[] examples = new float[(int) total];
    int from = 0;
    int to = 0;
    for (int[] series : lengths) {
      for (int count : series) {
        System.arraycopy(stored, from, examples, to, count);
        from += count;
        to += length;
      }
    }
    return new Dataset(
        name,
        FloatFeatures.of(examples, Shape.of(dimensions, length)),
        ClassLabels.named(
            labels,
            classNames.or(() -> declaredClasses.filter(names -> !names.isEmpty())),
            i -> at("a label is no class", lines.get(i))));
  }

  private Problem at(String headline, long line) {
    return file.problem(headline).with("line", line);
  }

  private static String shortened(String text) {
    int most = 60;
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }
}
