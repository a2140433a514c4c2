package dev.fovea.data.known;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of a set lies in a folder.
 *
 * @param set the set
 * @param folder the folder
 * @param entries its files, in the set's order
 */
public record Inventory(KnownSet set, Path folder, List<Entry> entries) {
  /** Copies the list. */
  public Inventory {
    entries = List.copyOf(entries);
  }

  /** Whether a set is there. */
  public enum Presence {
    /** All files, none of a wrong length or sum. */
    HERE,
    /** Some files, or some of them wrong. */
    PARTLY,
    /** No file. */
    MISSING
  }

  /** What is known of a file. */
  public enum State {
    /** Its sum is right. */
    RIGHT,
    /** It is there; no sum was asked for, or none is known. */
    THERE,
    /** Its length or its sum is wrong. */
    WRONG,
    /** It is not there. */
    MISSING
  }

  /**
   * A file of the set.
   *
   * @param file what it should be
   * @param path where it is, or should be
   * @param state what is known of it
   */
  public record Entry(KnownFile file, Path path, State state) {}

  /** A quick look: which files are there, and have the right length. */
  public static Inventory of(KnownSet set, Path folder) {
    return new Inventory(
        set, folder, set.files().stream().map(file -> look(file, folder)).toList());
  }

  private static Entry look(KnownFile file, Path folder) {
    Optional<Path> path = file.in(folder);
    if (path.isEmpty()) {
      return new Entry(file, folder.resolve(file.name()), State.MISSING);
    }
    return new Entry(
        file, path.get(), hasRightLength(file, path.get()) ? State.THERE : State.WRONG);
  }

  private static boolean hasRightLength(KnownFile file, Path path) {
    if (file.bytes().isEmpty() || !isAsPublished(file, path)) {
      return true;
    }
    try {
      return Files.size(path) == file.bytes().getAsLong();
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** Whether it is not packed or unpacked since. */
  private static boolean isAsPublished(KnownFile file, Path path) {
    return path.endsWith(file.name());
  }

  /** The same with all sums checked that are known; reads the files from end to end. */
  public Inventory checked() throws IOException {
    List<Entry> checked = new ArrayList<>();
    for (Entry entry : entries) {
      Optional<FileChecksum> sum =
          entry.file().checksum().filter(_ -> isAsPublished(entry.file(), entry.path()));
      checked.add(
          entry.state() == State.THERE && sum.isPresent()
              ? new Entry(
                  entry.file(),
                  entry.path(),
                  sum.get().fits(entry.path()) ? State.RIGHT : State.WRONG)
              : entry);
    }
    return new Inventory(set, folder, checked);
  }

  /** Whether the set is there. */
  public Presence presence() {
    if (entries.stream().allMatch(entry -> entry.state() == State.MISSING)) {
      return Presence.MISSING;
    }
    boolean isWhole =
        entries.stream()
            .allMatch(entry -> entry.state() == State.THERE || entry.state() == State.RIGHT);
    return isWhole ? Presence.HERE : Presence.PARTLY;
  }
}
