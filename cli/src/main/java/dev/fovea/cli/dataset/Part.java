package dev.fovea.cli.dataset;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Where the examples of a set are.
 *
 * @param files the files or the folder; several are joined
 * @param roles what is what, where that must be said: {@code inputs}, {@code labels}, {@code
 *     groups} and the array or the file that holds it
 */
public record Part(List<Path> files, SequencedMap<String, String> roles) {
  public static final String INPUTS = "inputs";
  public static final String LABELS = "labels";
  static final String GROUPS = "groups";

  /** One file or folder. */
  static Part of(Path file) {
    return of(List.of(file));
  }

  /** Several files. */
  static Part of(List<Path> files) {
    return new Part(List.copyOf(files), new LinkedHashMap<>());
  }

  /** The same with something said. */
  Part with(String role, String value) {
    SequencedMap<String, String> more = new LinkedHashMap<>(roles);
    more.put(role, value);
    return new Part(files, more);
  }

  Optional<String> role(String name) {
    return Optional.ofNullable(roles.get(name));
  }

  /** What people call it. */
  String name() {
    return String.valueOf(files.getFirst().toAbsolutePath().normalize().getFileName());
  }
}
