package dev.fovea.data.known;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file of a set.
 *
 * @param name what it is called in the folder of the set
 * @param bytes how long it is, if that is known
 * @param checksum what it must hold, if that was published
 * @param addresses where it is offered, the first to be asked first; none if it comes out of an
 *     archive or must be had by hand
 */
public record KnownFile(
    String name, OptionalLong bytes, Optional<FileChecksum> checksum, List<URI> addresses) {
  private static final String GZIP = ".gz";

  /** Checks the name: a plain one, so that nothing is written outside the folder. */
  public KnownFile {
    addresses = List.copyOf(addresses);
    if (!name.matches("[A-Za-z0-9_+-][A-Za-z0-9._+-]*")) {
      throw new IllegalArgumentException("known file: expected a plain name but was " + name);
    }
  }

  /** A file of which no more is known than its name. */
  public static KnownFile of(String name) {
    return new KnownFile(name, OptionalLong.empty(), Optional.empty(), List.of());
  }

  /** The same of a known length. */
  public KnownFile bytes(long length) {
    return new KnownFile(name, OptionalLong.of(length), checksum, addresses);
  }

  /** The same with a sum to check. */
  public KnownFile checksum(FileChecksum sum) {
    return new KnownFile(name, bytes, Optional.of(sum), addresses);
  }

  /** The same offered here, the first to be asked first. */
  public KnownFile at(String... offered) {
    return new KnownFile(
        name, bytes, checksum, List.of(offered).stream().map(URI::create).toList());
  }

  /** Where it lies in a folder: under its name or, packed or unpacked by gzip, under the other. */
  public Optional<Path> in(Path folder) {
    return List.of(folder.resolve(name), folder.resolve(otherName())).stream()
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** The name with {@code .gz} if it has none, or without. */
  String otherName() {
    return name.endsWith(GZIP) ? name.substring(0, name.length() - GZIP.length()) : name + GZIP;
  }
}
