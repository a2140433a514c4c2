package dev.fovea.data.known;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where known sets lie: each in a folder of its own name below a cache, or below a folder of the
 * user's with several sets.
 *
 * @param cache where sets are put: {@code $FOVEA_CACHE}, or a place for such things that the system
 *     names
 * @param shared where else they are looked for: {@code $FOVEA_DATA}
 */
public record KnownFolders(Path cache, Optional<Path> shared) {

  /** Those of this process. */
  public static KnownFolders ofProcess() {
    return of(
        System.getenv(),
        System.getProperty("os.name", ""),
        Path.of(System.getProperty("user.home", ".")));
  }

  /**
   * Those that an environment names.
   *
   * @param environment the variables: {@code FOVEA_CACHE}, {@code FOVEA_DATA}, {@code
   *     XDG_CACHE_HOME}, {@code LOCALAPPDATA}
   * @param system the name of the operating system, as Java has it
   * @param home the user's folder
   */
  static KnownFolders of(Map<String, String> environment, String system, Path home) {
    Path cache =
        named(environment, "FOVEA_CACHE").orElseGet(() -> usual(environment, system, home));
    return new KnownFolders(
        cache.toAbsolutePath().normalize(),
        named(environment, "FOVEA_DATA").map(path -> path.toAbsolutePath().normalize()));
  }

  private static Path usual(Map<String, String> environment, String system, Path home) {
    String name = system.toLowerCase(Locale.ROOT);
    Path caches;
    if (name.startsWith("windows")) {
      caches =
          named(environment, "LOCALAPPDATA")
              .orElseGet(() -> home.resolve("AppData").resolve("Local"));
    } else if (name.startsWith("mac")) {
      caches = home.resolve("Library").resolve("Caches");
    } else {
      // The specification of XDG says that relative paths are to be ignored.
      caches =
          named(environment, "XDG_CACHE_HOME")
              .filter(Path::isAbsolute)
              .orElseGet(() -> home.resolve(".cache"));
    }
    return caches.resolve("fovea").resolve("data");
  }

  private static Optional<Path> named(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable))
        .filter(value -> !value.isBlank())
        .map(Path::of);
  }

  /** Where a set is put. */
  public Path place(KnownSet set) {
    return cache.resolve(set.name());
  }

  /** All folders that are looked into for a set. */
  public List<Path> candidates(KnownSet set) {
    return Stream.concat(
            Stream.of(place(set)),
            shared.stream().flatMap(all -> set.places().stream().map(all::resolve)))
        .distinct()
        .toList();
  }

  /**
   * The first folder that holds all of a set or, where none does, the first that holds a part.
   *
   * @return none if no file of it lies anywhere
   */
  public Optional<Path> find(KnownSet set) {
    List<Path> candidates = candidates(set);
    return candidates.stream()
        .filter(folder -> Inventory.of(set, folder).presence() == Inventory.Presence.HERE)
        .findFirst()
        .or(() ->
            candidates.stream()
                .filter(
                    folder -> Inventory.of(set, folder).presence() != Inventory.Presence.MISSING)
                .findFirst());
  }
}
