package dev.fovea.data.known;

import dev.fovea.data.DataFileException;
import dev.fovea.data.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Fetches known sets from where they are offered into a folder. A file that is there and right is
 * not fetched again; one that is fetched is checked before it takes its place.
 *
 * <pre>{@code
 * KnownSet mnist = KnownSets.named("mnist").orElseThrow();
 * Path folder = KnownFolders.ofProcess().place(mnist);
 * Fetcher.quiet().fetch(mnist, folder);
 * MnistFolder.open(folder);
 * }</pre>
 *
 * @param download how single files are fetched
 */
public record Fetcher(Download download) {

  /** Says nothing as it goes. */
  public static Fetcher quiet() {
    return new Fetcher(Download.quiet());
  }

  /**
   * Fetches what of a set is not there.
   *
   * @param folder made if it is not there
   * @return how many files were put there
   * @throws DataFileException if no address gave a right file: with the reason of each, and what to
   *     put where by hand
   */
  public int fetch(KnownSet set, Path folder) throws IOException {
    List<KnownFile> wanted =
        Inventory.of(set, folder).checked().entries().stream()
            .filter(Fetcher::isWanted)
            .map(Inventory.Entry::file)
            .toList();
    if (wanted.isEmpty()) {
      return 0;
    }
    if (set.source() instanceof Source.ByHand) {
      throw new DataFileException(byHand(set, folder));
    }
    Files.createDirectories(folder);
    try {
      switch (set.source()) {
        case Source.Separate _ -> {
          for (KnownFile file : wanted) {
            download.fetch(file, folder.resolve(file.name()));
          }
        }
        case Source.TarGz(KnownFile archive, String inside) -> {
          Path packed = archive(archive, folder);
          TarGz.unpack(packed, inside, wanted, folder);
          Files.deleteIfExists(packed);
        }
        case Source.HarZip(KnownFile archive) -> {
          Path packed = archive(archive, folder);
          HarArchive.convert(packed, folder);
          Files.deleteIfExists(packed);
        }
        case Source.ByHand _ -> throw new IllegalStateException("asked before");
      }
    } catch (DownloadException failed) {
      throw new DataFileException(explained(set, folder, failed.problem()), failed);
    }
    return wanted.size();
  }

  private static boolean isWanted(Inventory.Entry entry) {
    return entry.state() == Inventory.State.MISSING || entry.state() == Inventory.State.WRONG;
  }

  /** The archive beside where its files go: one that is there and right is taken. */
  private Path archive(KnownFile archive, Path folder) throws IOException {
    Path packed = folder.resolve(archive.name());
    boolean isThere =
        Files.isRegularFile(packed)
            && archive.checksum().isPresent()
            && archive.checksum().get().fits(packed);
    if (!isThere) {
      download.fetch(archive, packed);
    }
    return packed;
  }

  private static Problem explained(KnownSet set, Path folder, Problem why) {
    Problem problem = why;
    for (KnownFile file : set.fetched()) {
      problem = problem.with("by hand, put", file.name());
    }
    return problem
        .with("into", folder)
        .with(
            "then",
            set.source() instanceof Source.Separate
                ? "fovea data " + set.name() + " says whether they are right"
                : "fovea data " + set.name() + " --download unpacks it");
  }

  private static Problem byHand(KnownSet set, Path folder) {
    Problem problem =
        Problem.of("download: " + set.name() + " is not offered anywhere as a file")
            .with("expected", folder.resolve(set.files().getFirst().name()));
    if (set.source() instanceof Source.ByHand(List<String> how)) {
      for (String line : how) {
        problem = problem.with("how", line);
      }
    }
    return problem;
  }
}
