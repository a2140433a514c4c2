package dev.fovea.formats;

import dev.fovea.files.FormatException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A {@link ModelCard} as JSON, there and back. */
final class CardJson {
  static final String CLASSES = "classes";
  static final String PREPROCESSING = "preprocessing";
  static final String PROVENANCE = "provenance";
  private static final String NAME = "name";
  private static final String NUMBERS = "numbers";
  private static final String SEED = "seed";
  private static final String DATA = "data";
  private static final String SHA256 = "sha256";
  private static final String SETTINGS = "settings";
  private static final String METRICS = "metrics";
  private static final String LIBRARY = "library";
  private static final String JAVA = "java";
  private static final String BACKEND = "backend";
  private static final String CREATED = "created";

  private CardJson() {}

  static void write(ModelCard card, ObjectNode into) {
    ArrayNode classes = into.putArray(CLASSES);
    card.classes().forEach(classes::add);
    ArrayNode steps = into.putArray(PREPROCESSING);
    for (ModelCard.Preprocessing step : card.preprocessing()) {
      ObjectNode fields = steps.addObject();
      fields.put(NAME, step.name());
      ObjectNode numbers = fields.putObject(NUMBERS);
      step.numbers()
          .forEach((name, values) -> {
            ArrayNode list = numbers.putArray(name);
            values.forEach(list::add);
          });
    }
    write(card.provenance(), into.putObject(PROVENANCE));
  }

  private static void write(Provenance provenance, ObjectNode into) {
    provenance.seed().ifPresent(seed -> into.put(SEED, seed));
    provenance
        .data()
        .ifPresent(data -> into.putObject(DATA).put(NAME, data.name()).put(SHA256, data.sha256()));
    ObjectNode settings = into.putObject(SETTINGS);
    provenance.settings().forEach(settings::put);
    ObjectNode metrics = into.putObject(METRICS);
    provenance.metrics().forEach((set, figures) -> metrics.set(set, Fields.ofNumbers(figures)));
    into.put(LIBRARY, provenance.library());
    into.put(JAVA, provenance.java());
    into.put(BACKEND, provenance.backend());
    into.put(CREATED, provenance.created().toString());
  }

  static ModelCard read(Fields fields) throws FormatException {
    List<ModelCard.Preprocessing> steps = new ArrayList<>();
    for (Fields step : fields.objects(PREPROCESSING)) {
      step.onlyThese(List.of(NAME, NUMBERS));
      SequencedMap<String, List<Double>> numbers = new LinkedHashMap<>();
      Fields given = step.fields(NUMBERS);
      for (String name : given.node().propertyNames()) {
        numbers.put(name, given.numbers(name));
      }
      steps.add(new ModelCard.Preprocessing(step.text(NAME), numbers));
    }
    return new ModelCard(fields.texts(CLASSES), steps, readProvenance(fields.fields(PROVENANCE)));
  }

  private static Provenance readProvenance(Fields fields) throws FormatException {
    fields.onlyThese(List.of(SEED, DATA, SETTINGS, METRICS, LIBRARY, JAVA, BACKEND, CREATED));
    SequencedMap<String, SequencedMap<String, Double>> metrics = new LinkedHashMap<>();
    Fields sets = fields.fields(METRICS);
    for (String set : sets.node().propertyNames()) {
      metrics.put(set, sets.fields(set).allNumbers());
    }
    return new Provenance(
        fields.has(SEED) ? OptionalLong.of(fields.whole(SEED)) : OptionalLong.empty(),
        fields.has(DATA) ? Optional.of(readData(fields.fields(DATA))) : Optional.empty(),
        fields.fields(SETTINGS).allTexts(),
        metrics,
        fields.text(LIBRARY),
        fields.text(JAVA),
        fields.text(BACKEND),
        readTime(fields));
  }

  private static Provenance.Data readData(Fields fields) throws FormatException {
    fields.onlyThese(List.of(NAME, SHA256));
    try {
      return new Provenance.Data(fields.text(NAME), fields.text(SHA256));
    } catch (IllegalArgumentException wrong) {
      throw FormatException.of("model file: a field has no use")
          .fact("field", fields.path() + "." + SHA256)
          .fact("expected", "64 hexadecimal digits")
          .fact("found", fields.text(SHA256))
          .causedBy(wrong);
    }
  }

  private static Instant readTime(Fields fields) throws FormatException {
    try {
      return Instant.parse(fields.text(CREATED));
    } catch (DateTimeException wrong) {
      throw FormatException.of("model file: a field has no use")
          .fact("field", fields.path() + "." + CREATED)
          .fact("expected", "a time such as 2026-01-31T12:00:00Z")
          .fact("found", fields.text(CREATED))
          .causedBy(wrong);
    }
  }
}
