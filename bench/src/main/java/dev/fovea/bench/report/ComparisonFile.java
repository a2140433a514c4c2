package dev.fovea.bench.report;

import dev.fovea.core.file.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Comparisons as JSON: a list of objects, names in snake case. */
public final class ComparisonFile {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private ComparisonFile() {}

  /**
   * Writes all of them, whole or not at all.
   *
   * @throws UncheckedIOException naming the file, if it cannot be written
   */
  public static void write(Path file, List<Comparison> comparisons) {
    byte[] text = text(comparisons).getBytes(StandardCharsets.UTF_8);
    try {
      WholeFile.write(file, out -> out.write(text));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write %s: %s".formatted(file, e), e);
    }
  }

  static String text(List<Comparison> comparisons) {
    return MAPPER.writeValueAsString(comparisons);
  }
}
