package dev.fovea.data.known;

import java.util.List;

/**
 * A public data set, or the weights of a network.
 *
 * @param name what it is called, and its folder
 * @param what what it is, in a sentence
 * @param isWeights whether it is the weights of a network, and no data
 * @param license what one may do with it, and whom to cite
 * @param homepage where to read about it
 * @param files what its folder holds
 * @param source how they are had
 * @param places folders below one with several sets in which it may lie, its own the first
 * @param recipes the recipes that read it
 */
public record KnownSet(
    String name,
    String what,
    boolean isWeights,
    String license,
    String homepage,
    List<KnownFile> files,
    Source source,
    List<String> places,
    List<String> recipes) {
  /** Copies the lists. */
  public KnownSet {
    files = List.copyOf(files);
    places = List.copyOf(places);
    recipes = List.copyOf(recipes);
  }

  /** The same had another way, such as from a mirror. */
  public KnownSet from(Source other) {
    return new KnownSet(name, what, isWeights, license, homepage, files, other, places, recipes);
  }

  /** The same with other files, such as with other addresses. */
  public KnownSet files(List<KnownFile> others) {
    return new KnownSet(name, what, isWeights, license, homepage, others, source, places, recipes);
  }

  /** The files that are fetched: the set's own, or the archive that holds them. */
  public List<KnownFile> fetched() {
    return switch (source) {
      case Source.Separate _ -> files;
      case Source.TarGz(KnownFile archive, _) -> List.of(archive);
      case Source.HarZip(KnownFile archive) -> List.of(archive);
      case Source.ByHand _ -> List.of();
    };
  }
}
