package dev.fovea.cli.dataset;

import dev.fovea.cli.yaml.Section;
import dev.fovea.data.DataFileException;
import dev.fovea.data.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How arrays are called: {@code x} and {@code y} for a whole set, {@code x_train}, {@code y_train}
 * and so on for a part of it.
 *
 * @param inputs the examples
 * @param labels their classes
 * @param groups which examples belong together, if that is stored
 */
record RoleNames(String inputs, String labels, Optional<String> groups) {
  static List<String> withKeys(String... more) {
    List<String> keys = new ArrayList<>(List.of(Part.INPUTS, Part.LABELS, Part.GROUPS));
    keys.addAll(List.of(more));
    return keys;
  }

  static RoleNames read(Section section) {
    return new RoleNames(
        section.text(Part.INPUTS).orElse("x"),
        section.text(Part.LABELS).orElse("y"),
        section.text(Part.GROUPS));
  }

  /** Tells where an array of some name is, if there is one. */
  @FunctionalInterface
  interface Arrays {
    Optional<String> find(String name) throws IOException;
  }

  /**
   * The sets among named arrays.
   *
   * @throws DataFileException if there is nothing to learn from
   */
  PartReader.Found find(Path path, Arrays arrays) throws IOException {
    Optional<Part> train = set(path, arrays, "train");
    Optional<Part> whole = train.isPresent() ? train : part(path, arrays, "");
    if (whole.isEmpty()) {
      throw new DataFileException(
          Problem.of("arrays: there is nothing to learn from")
              .with("at", path)
              .with(
                  "looked for",
                  "%s_train and %s_train, or %s and %s".formatted(inputs, labels, inputs, labels))
              .with("hint", "other names are said by inputs: and labels:"));
    }
    return new PartReader.Found(
        whole.get(), set(path, arrays, "validation"), set(path, arrays, "test"));
  }

  private Optional<Part> set(Path path, Arrays arrays, String set) throws IOException {
    for (String synonym : Entries.synonyms(set)) {
      for (String joint : List.of("%s_" + synonym, synonym + "/%s", synonym + "_%s")) {
        Optional<Part> found = part(path, arrays, joint);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** Inputs and labels of one set, if both are there. */
  private Optional<Part> part(Path path, Arrays arrays, String pattern) throws IOException {
    Optional<String> x = arrays.find(named(pattern, inputs));
    Optional<String> y = arrays.find(named(pattern, labels));
    if (x.isEmpty() || y.isEmpty()) {
      return Optional.empty();
    }
    Part part = Part.of(path).with(Part.INPUTS, x.get()).with(Part.LABELS, y.get());
    if (groups.isPresent()) {
      String name = named(pattern, groups.get());
      Optional<String> stored = arrays.find(name);
      if (stored.isEmpty()) {
        throw new DataFileException(
            Problem.of("arrays: the groups are missing").with("at", path).with("looked for", name));
      }
      part = part.with(Part.GROUPS, stored.get());
    }
    return Optional.of(part);
  }

  private static String named(String pattern, String name) {
    return pattern.isEmpty() ? name : pattern.formatted(name);
  }
}
