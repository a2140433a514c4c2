package dev.fovea.cli;

import dev.fovea.cli.run.RunException;
import dev.fovea.data.Problem;
import dev.fovea.data.known.KnownFile;
import dev.fovea.data.known.KnownFolders;
import dev.fovea.data.known.KnownSet;
import dev.fovea.data.known.KnownSets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds what {@code --data} names: a file or folder, or a known set. */
final class DataPath {
  private DataPath() {}

  /**
   * The path itself, or where the known set of this name lies.
   *
   * @throws RunException if there is no such path, and the set of this name is not here
   */
  static Path of(Path named) {
    return of(named, KnownFolders.ofProcess());
  }

  static Path of(Path named, KnownFolders folders) {
    Optional<KnownSet> set =
        Files.exists(named) ? Optional.empty() : KnownSets.data(named.toString());
    return set.isEmpty()
        ? named
        : folders.find(set.get()).orElseThrow(() -> missing(set.get(), folders));
  }

  private static RunException missing(KnownSet set, KnownFolders folders) {
    Problem problem = Problem.of("data: " + set.name() + " is not here");
    for (Path candidate : folders.candidates(set)) {
      problem = problem.with("looked in", candidate);
    }
    return new RunException(
        problem
            .with("to fetch", "fovea data " + set.name() + " --download")
            .with(
                "by hand",
                "put "
                    + set.files().stream().map(KnownFile::name).collect(Collectors.joining(", "))
                    + " there, or name another folder"));
  }
}
