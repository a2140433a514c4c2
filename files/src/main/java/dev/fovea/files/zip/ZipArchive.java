package dev.fovea.files.zip;

import dev.fovea.files.FormatException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The entries of a zip file, read from its bytes without unpacking. What the directory says is held
 * against the file first: every entry lies inside it and apart from the others, so that all entries
 * together take no more than the file, they inflate to at most 256 MiB or 100 times the file, and
 * none has the name of another or leads out of a folder.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">the format</a>
 */
public final class ZipArchive {
  /** What all entries together may inflate to, however short they are packed. */
  private static final long HARMLESS = 256L << 20;

  /** How many times the length of the file they may inflate to, if that is more. */
  private static final long MOST_INFLATION = 100;

  private final String what;
  private final SequencedMap<String, ZipMember> members;

  private ZipArchive(String what, SequencedMap<String, ZipMember> members) {
    this.what = what;
    this.members = members;
  }

  /** Whether bytes start as a zip file with an entry does. */
  public static boolean isZip(MemorySegment bytes) {
    return bytes.byteSize() >= Integer.BYTES && ZipDirectory.isLocalHeader(bytes, 0);
  }

  /**
   * Reads the directory.
   *
   * @param bytes the whole file
   * @param what the kind of file, for errors, such as {@code pytorch}
   * @throws FormatException if the file is no zip file, or a damaged one
   */
  public static ZipArchive of(MemorySegment bytes, String what) throws FormatException {
    List<ZipMember> found = new ZipDirectory(bytes, what).members();
    SequencedMap<String, ZipMember> members = new LinkedHashMap<>();
    for (ZipMember member : found) {
      if (members.put(member.name(), member) != null) {
        throw FormatException.of(what + ": an entry is there twice").fact("entry", member.name());
      }
      checkName(member.name(), what);
    }
    checkApart(found, what);
    checkInflation(found, bytes.byteSize(), what);
    return new ZipArchive(what, members);
  }

  /** Nothing is ever unpacked to a path; a name that asks for it means harm all the same. */
  private static void checkName(String name, String what) throws FormatException {
    boolean leadsOut =
        name.startsWith("/") || name.contains("\\") || List.of(name.split("/", -1)).contains("..");
    if (leadsOut) {
      throw FormatException.of(what + ": the name of an entry leads out of the file")
          .fact("entry", name);
    }
  }

  private static void checkApart(List<ZipMember> found, String what) throws FormatException {
    List<ZipMember> inOrder = new ArrayList<>(found);
    inOrder.sort(Comparator.comparingLong(ZipMember::start));
    for (int i = 1; i < inOrder.size(); i++) {
      if (inOrder.get(i).start() < inOrder.get(i - 1).end()) {
        throw FormatException.of(what + ": entries overlap")
            .fact("entry", inOrder.get(i).name())
            .fact("expected", "from byte " + inOrder.get(i - 1).end())
            .fact("found", "from byte " + inOrder.get(i).start());
      }
    }
  }

  private static void checkInflation(List<ZipMember> found, long file, String what)
      throws FormatException {
    long most = Math.max(HARMLESS, MOST_INFLATION * file);
    long total = 0;
    for (ZipMember member : found) {
      if (member.length() < 0 || member.length() > most - total) {
        throw FormatException.of(what + ": the entries inflate to too many bytes")
            .fact("entry", member.name())
            .fact("expected", "at most " + most + " bytes in all")
            .fact("found", Long.toUnsignedString(member.length()) + " after " + total);
      }
      total += member.length();
    }
  }

  /** The entries by name, in the order of the directory. */
  public SequencedMap<String, ZipMember> members() {
    return Collections.unmodifiableSequencedMap(members);
  }

  /** An entry, if it is there. */
  public Optional<ZipMember> find(String name) {
    return Optional.ofNullable(members.get(name));
  }

  /**
   * An entry.
   *
   * @throws FormatException naming those there are, if it is not there
   */
  public ZipMember member(String name) throws FormatException {
    ZipMember member = members.get(name);
    if (member == null) {
      throw FormatException.of(what + ": an entry is missing")
          .fact("expected", name)
          .fact("found", shown());
    }
    return member;
  }

  private String shown() {
    int most = 8;
    List<String> names = new ArrayList<>(members.sequencedKeySet().stream().limit(most).toList());
    if (members.size() > most) {
      names.add("… and " + (members.size() - most) + " more");
    }
    return String.join(", ", names);
  }
}
