package dev.fovea.data.known;

import java.util.List;

/** How the files of a set are had. */
public sealed interface Source {
  /** Each file from its own addresses. */
  record Separate() implements Source {}

  /**
   * Out of a tape archive, packed by gzip, in which they lie under their names in one folder.
   *
   * @param archive the archive
   * @param folder the folder in it
   */
  record TarGz(KnownFile archive, String folder) implements Source {}

  /**
   * Out of the archive of UCI HAR, whose texts are turned into arrays; see {@link HarArchive}.
   *
   * @param archive the archive
   */
  record HarZip(KnownFile archive) implements Source {}

  /**
   * Not from any address: the user must make or find them.
   *
   * @param how what to do, in lines for people
   */
  record ByHand(List<String> how) implements Source {
    /** Copies the lines. */
    public ByHand {
      how = List.copyOf(how);
    }
  }
}
