package dev.fovea.cli.config;

import dev.fovea.core.Seed;
import dev.fovea.data.Normalize;
import dev.fovea.data.PeakNormalize;
import dev.fovea.data.Scale;
import dev.fovea.formats.architecture.Nearest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/** Reads {@code data:}. */
final class DataSection {
  static final String FORMAT = "format";
  static final String ANY_MADE_UP = "made-up-";
  static final String MADE_UP = "made-up-digits";
  static final String MADE_UP_RECORDS = "made-up-tremor";
  static final String PATH = "path";
  static final String TRAIN = "train";
  static final String VALIDATION = "validation";
  static final String TEST = "test";
  private static final String FILE = "file";
  private static final String PEAK_NORMALIZE = "peak-normalize";
  private static final String NORMALIZE = "normalize";
  private static final String AUGMENT = "augment";
  private static final List<String> COMMON =
      List.of(FORMAT, PATH, TRAIN, VALIDATION, TEST, "scale", PEAK_NORMALIZE, NORMALIZE, AUGMENT);
  private static final List<String> MADE_UP_KEYS =
      List.of(FORMAT, TRAIN, TEST, "seed", "scale", PEAK_NORMALIZE, NORMALIZE, VALIDATION, AUGMENT);

  /** Formats in which inputs and labels are files, not arrays of a file. */
  private static final List<String> FILE_ROLES = List.of("idx", "npy");

  private final Section section;
  private final Path base;

  /**
   * @param section the keys and values
   * @param base what relative paths start from
   */
  DataSection(Section section, Path base) {
    this.section = section;
    this.base = base;
  }

  DataConfig read() {
    String word = section.requiredText(FORMAT);
    if (word.equals(MADE_UP) || word.equals(MADE_UP_RECORDS)) {
      section.knowing(MADE_UP_KEYS);
      return new DataConfig(
          madeUp(word),
          preparations(),
          AugmentChoice.read(section, AUGMENT),
          OptionalDouble.empty(),
          heldOut());
    }
    DataFormat format = DataFormats.named(word).orElseThrow(() -> unknown(word));
    List<String> known = new ArrayList<>(COMMON);
    known.addAll(format.keys());
    section.knowing(known);
    PartReader reader = format.reader().apply(section);
    return new DataConfig(
        stored(reader),
        preparations(),
        AugmentChoice.read(section, AUGMENT),
        testPart(),
        heldOut());
  }

  private ConfigException unknown(String word) {
    List<String> known = new ArrayList<>(DataFormats.names());
    known.addAll(List.of(MADE_UP, MADE_UP_RECORDS));
    String nearest = Nearest.to(word, known).map(near -> "; did you mean " + near + "?").orElse("");
    return section.wrong(
        FORMAT,
        "one of " + String.join(", ", known) + nearest,
        section.value(FORMAT).orElseThrow());
  }

  // ---- where the examples are ----

  private DataSource stored(PartReader reader) {
    Optional<Path> path =
        section.has(PATH) ? Optional.of(section.path(PATH, base)) : Optional.empty();
    Optional<Part> train = part(TRAIN, path);
    if (path.isEmpty() && train.isEmpty()) {
      return new DataSource.Unnamed(
          reader.shape(), section.missing(PATH, "name it with --data PATH, or write it down"));
    }
    PartsOfData parts = new PartsOfData(path, train, part(VALIDATION, path), part(TEST, path));
    return new DataSource.Stored(
        reader, parts, path.map(Path::toString).orElseGet(() -> description(train)));
  }

  private static String description(Optional<Part> train) {
    return train.map(part -> part.files().getFirst().toString()).orElse("");
  }

  /** A file, several files, or what is what in files: {@code {inputs: x.npy, labels: y.npy}}. */
  private Optional<Part> part(String key, Optional<Path> path) {
    JsonNode value = section.value(key).orElse(null);
    if (value == null || value.isNumber() || isWord(key, value)) {
      return Optional.empty();
    }
    if (value.isObject()) {
      return Optional.of(roles(section.requiredSection(key), path));
    }
    Path from = path.orElse(base);
    return Optional.of(Part.of(section.paths(key, from)));
  }

  private static boolean isWord(String key, JsonNode value) {
    return key.equals(VALIDATION) && List.of(TEST, "none").contains(value.asString(""));
  }

  private Part roles(Section roles, Optional<Path> path) {
    roles.knowing(FILE, Part.INPUTS, Part.LABELS, Part.GROUPS);
    boolean areFiles = FILE_ROLES.contains(section.requiredText(FORMAT));
    Path from = path.orElse(base);
    Part part = Part.of(roles.has(FILE) ? roles.path(FILE, from) : from);
    for (String role : List.of(Part.INPUTS, Part.LABELS, Part.GROUPS)) {
      if (roles.has(role)) {
        part =
            part.with(
                role, areFiles ? roles.path(role, from).toString() : roles.requiredText(role));
      }
    }
    return part;
  }

  private OptionalDouble testPart() {
    JsonNode value = section.value(TEST).orElse(null);
    return value == null || !value.isNumber()
        ? OptionalDouble.empty()
        : OptionalDouble.of(fraction(TEST, "a part of the examples such as 0.2, or a file", value));
  }

  private DataSource madeUp(String word) {
    int train = section.requiredInteger(TRAIN, 1);
    int test = section.requiredInteger(TEST, 1);
    Seed seed = Seed.of(section.wideOr("seed", 0));
    return word.equals(MADE_UP)
        ? new DataSource.MadeUp(train, test, seed)
        : new DataSource.MadeUpRecords(train, test, seed);
  }

  // ---- what is done to them ----

  private List<Preparation> preparations() {
    List<Preparation> preparations = new ArrayList<>();
    section
        .number("scale")
        .ifPresent(factor -> preparations.add(new Preparation.Fixed(new Scale(factor))));
    section
        .text(PEAK_NORMALIZE)
        .ifPresent(word ->
            preparations.add(
                new Preparation.Fixed(
                    switch (word) {
                      case "channel" -> PeakNormalize.ofChannels();
                      case "example" -> PeakNormalize.ofExamples();
                      default ->
                          throw section.wrong(
                              PEAK_NORMALIZE,
                              "channel or example",
                              section.value(PEAK_NORMALIZE).orElseThrow());
                    })));
    if (section.value(NORMALIZE).map(value -> value.asString("").equals(TRAIN)).orElse(false)) {
      preparations.add(new Preparation.ChannelStatistics());
    } else {
      section
          .section(NORMALIZE)
          .ifPresent(numbers -> preparations.add(new Preparation.Fixed(normalize(numbers))));
    }
    return preparations;
  }

  private Normalize normalize(Section numbers) {
    numbers.knowing("mean", "deviation");
    List<Double> mean = numbers.numbers("mean").orElseThrow(() -> numbers.missing("mean"));
    List<Double> deviation =
        numbers.numbers("deviation").orElseThrow(() -> numbers.missing("deviation"));
    try {
      return new Normalize(mean, deviation);
    } catch (IllegalArgumentException refused) {
      throw section.refused(NORMALIZE, refused);
    }
  }

  // ---- what is held out ----

  /** A fraction, {@code test}, {@code none}, or a set of its own. */
  private HeldOut heldOut() {
    JsonNode value = section.value(VALIDATION).orElse(null);
    if (value == null || value.isObject() || value.isArray()) {
      return new HeldOut.OwnSet();
    }
    if (value.isNumber()) {
      return new HeldOut.Part(
          fraction(
              VALIDATION, "a part of the training set such as 0.1, a file, test, or none", value));
    }
    return switch (value.asString("")) {
      case "none" -> new HeldOut.Nothing();
      case TEST -> new HeldOut.Test();
      default -> new HeldOut.OwnSet();
    };
  }

  private double fraction(String key, String expected, JsonNode number) {
    if (!(number.asDouble() > 0 && number.asDouble() < 1)) {
      throw section.wrong(key, expected, number);
    }
    return number.asDouble();
  }
}
