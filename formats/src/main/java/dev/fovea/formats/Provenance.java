package dev.fovea.formats;

import dev.fovea.core.Engine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;

/**
 * Where a model comes from.
 *
 * @param seed what weights, order and dropout came from
 * @param data what it was trained on
 * @param settings how, in words by name: {@code loss}, {@code optimizer}, {@code epochs}, …
 * @param metrics how good it is: figures by name, by the data set they were measured on
 * @param library the version of this library
 * @param java the virtual machine
 * @param backend what computed
 * @param created when the file was made
 */
public record Provenance(
    OptionalLong seed,
    Optional<Data> data,
    SequencedMap<String, String> settings,
    SequencedMap<String, SequencedMap<String, Double>> metrics,
    String library,
    String java,
    String backend,
    Instant created) {
  public Provenance {
    settings = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(settings));
    SequencedMap<String, SequencedMap<String, Double>> copied = new LinkedHashMap<>();
    metrics.forEach((set, figures) ->
        copied.put(set, Collections.unmodifiableSequencedMap(new LinkedHashMap<>(figures))));
    metrics = Collections.unmodifiableSequencedMap(copied);
    created = created.truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * A data set.
   *
   * @param name what it is called
   * @param sha256 the hash of its content, 64 hexadecimal digits
   */
  public record Data(String name, String sha256) {
    public Data {
      if (!sha256.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException(
            "data: expected a SHA-256 of 64 hexadecimal digits but was " + sha256);
      }
    }
  }

  /** Made now, by this library, virtual machine and backend. */
  public static Provenance now() {
    return new Provenance(
        OptionalLong.empty(),
        Optional.empty(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        libraryVersion(),
        Runtime.version() + ", " + System.getProperty("java.vm.name"),
        Engine.current().description(),
        Instant.now());
  }

  private static String libraryVersion() {
    return Optional.ofNullable(Provenance.class.getModule().getDescriptor())
        .flatMap(module -> module.rawVersion())
        .or(() -> Optional.ofNullable(Provenance.class.getPackage().getImplementationVersion()))
        .orElse("unknown");
  }

  /** With the seed. */
  public Provenance seed(long value) {
    return new Provenance(
        OptionalLong.of(value), data, settings, metrics, library, java, backend, created);
  }

  /** With the data set. */
  public Provenance data(String name, String sha256) {
    return new Provenance(
        seed,
        Optional.of(new Data(name, sha256)),
        settings,
        metrics,
        library,
        java,
        backend,
        created);
  }

  /** With one more setting. */
  public Provenance setting(String name, Object value) {
    SequencedMap<String, String> more = new LinkedHashMap<>(settings);
    more.put(name, value.toString());
    return new Provenance(seed, data, more, metrics, library, java, backend, created);
  }

  /** With the figures of one data set, such as {@code test}. */
  public Provenance metrics(String set, Map<String, Double> figures) {
    SequencedMap<String, SequencedMap<String, Double>> more = new LinkedHashMap<>(metrics);
    more.put(set, new LinkedHashMap<>(figures));
    return new Provenance(seed, data, settings, more, library, java, backend, created);
  }
}
