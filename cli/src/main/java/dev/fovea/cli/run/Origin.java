package dev.fovea.cli.run;

import dev.fovea.cli.config.Experiment;
import dev.fovea.cli.dataset.DataConfig;
import dev.fovea.core.Engine;
import dev.fovea.data.Dataset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * Where a training comes from: what it was asked for, what it read, and what it ran on.
 *
 * @param fovea the version
 * @param started when
 * @param engine what computed
 * @param facts all of it, by name
 */
public record Origin(
    String fovea, ZonedDateTime started, String engine, SequencedMap<String, String> facts) {

  /** Of a training about to begin. */
  public static Origin of(
      String version, ZonedDateTime start, Experiment experiment, DataConfig.Sets sets) {
    Engine engine = Engine.current();
    SequencedMap<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "started",
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(start.truncatedTo(ChronoUnit.SECONDS)));
    facts.put("fovea", version);
    facts.put("java", Runtime.version() + ", " + System.getProperty("java.vm.name"));
    facts.put(
        "system",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + ", "
            + System.getProperty("os.arch")
            + ", "
            + Runtime.getRuntime().availableProcessors()
            + " cores");
    facts.put("backend", engine.description());
    facts.put("seed", Long.toString(experiment.seed().value()));
    experiment
        .network()
        .pretrained()
        .ifPresent(weights ->
            facts.put(
                "pretrained weights",
                weights.file() + weights.sha256().map(sum -> ", sha-256 " + sum).orElse("")));
    facts.put("training data", described(sets.train()));
    sets.validation().ifPresent(set -> facts.put("validation data", described(set)));
    facts.put("test data", described(sets.test()));
    return new Origin(version, start, engine.description(), facts);
  }

  private static String described(Dataset set) {
    return String.format(
        Locale.ROOT, "%s: %,d examples, sha-256 %s", set.name(), set.size(), set.contentHash());
  }

  /** When it started, as people write it. */
  public String date() {
    return DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ENGLISH).format(started);
  }
}
