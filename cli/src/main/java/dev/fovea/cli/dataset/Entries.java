package dev.fovea.cli.dataset;

import dev.fovea.data.DataFileException;
import dev.fovea.data.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the sets among the files of a folder by their names. */
final class Entries {
  private static final List<String> TRAIN = List.of("train", "training");
  private static final List<String> VALIDATION = List.of("validation", "valid", "val");
  private static final List<String> TEST = List.of("test", "testing");

  private Entries() {}

  /** What is in a folder, by name; nothing if there is no folder. */
  static List<Path> in(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  /**
   * The sets of a folder: files or folders called {@code train}, {@code validation} and {@code
   * test}, or whose names end so, as {@code Gun_TRAIN.ts} does.
   *
   * @param what the format, for errors
   * @param ending how the names of files end, such as {@code .csv}; empty for folders
   * @throws DataFileException if there is nothing to learn from
   */
  static PartReader.Found find(String what, Path folder, String... ending)
      throws DataFileException {
    Optional<Part> train = named(what, folder, TRAIN, ending);
    if (train.isEmpty()) {
      throw new DataFileException(
          Problem.of(what + ": there is nothing to learn from")
              .with("folder", folder)
              .with(
                  "looked for",
                  ending.length == 0 ? "a folder train" : "train" + String.join(", train", ending))
              .with("found", shown(folder)));
    }
    return new PartReader.Found(
        train.get(), named(what, folder, VALIDATION, ending), named(what, folder, TEST, ending));
  }

  /** Whether a folder has something called {@code train}. */
  static boolean hasTrain(Path folder, String... ending) {
    return in(folder).stream().anyMatch(file -> isCalled(file, TRAIN, ending));
  }

  private static Optional<Part> named(
      String what, Path folder, List<String> names, String... ending) throws DataFileException {
    List<Path> found = in(folder).stream().filter(file -> isCalled(file, names, ending)).toList();
    if (found.size() > 1) {
      throw new DataFileException(
          Problem.of(what + ": it is not clear which file is meant")
              .with("folder", folder)
              .with("expected", "one file called " + names.getFirst())
              .with("found", found.stream().map(Entries::name).toList()));
    }
    return found.stream().findFirst().map(Part::of);
  }

  private static boolean isCalled(Path file, List<String> names, String... endings) {
    if (endings.length == 0) {
      return Files.isDirectory(file) && names.contains(name(file).toLowerCase(Locale.ROOT));
    }
    String plain = name(file).toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    for (String ending : endings) {
      if (plain.endsWith(ending)) {
        String stem = plain.substring(0, plain.length() - ending.length());
        if (names.stream().anyMatch(set -> stem.equals(set) || stem.matches(".*[-_. ]" + set))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * The names that a set may have in the names of arrays, the usual one first.
   *
   * @param set {@code train}, {@code validation} or {@code test}
   */
  static List<String> synonyms(String set) {
    return switch (set) {
      case "train" -> TRAIN;
      case "validation" -> VALIDATION;
      default -> TEST;
    };
  }

  static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  static String shown(Path folder) {
    List<String> names = new ArrayList<>(in(folder).stream().map(Entries::name).toList());
    int most = 12;
    if (names.isEmpty()) {
      return "nothing";
    }
    return names.size() <= most
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, most)) + " and " + (names.size() - most) + " more";
  }
}
