package dev.fovea.cli.dataset;

import dev.fovea.cli.yaml.Section;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A format of data: an entry of {@link DataFormats}.
 *
 * @param name what it is called in {@code format:}
 * @param keys its own keys, beside those of all formats
 * @param isAt whether a file or folder looks so, for paths of which nothing else is said
 * @param reader what reads it, set up by what is written
 */
public record DataFormat(
    String name, List<String> keys, Predicate<Path> isAt, Function<Section, PartReader> reader) {
  public DataFormat {
    keys = List.copyOf(keys);
  }
}
