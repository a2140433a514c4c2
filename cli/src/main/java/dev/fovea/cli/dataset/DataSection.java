package dev.fovea.cli.dataset;

import dev.fovea.cli.yaml.ConfigException;
import dev.fovea.cli.yaml.Section;
import dev.fovea.core.Seed;
import dev.fovea.data.Margin;
import dev.fovea.data.Mixup;
import dev.fovea.data.Normalize;
import dev.fovea.data.PeakNormalize;
import dev.fovea.data.RepeatChannel;
import dev.fovea.data.ScaleBy;
import dev.fovea.data.Transform;
import dev.fovea.formats.architecture.Nearest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import tools.jackson.databind.JsonNode;

/** Reads {@code data:}. */
public final class DataSection {
  public static final String FORMAT = "format";
  public static final String PATH = "path";
  public static final String TRAIN = "train";
  public static final String VALIDATION = "validation";
  public static final String TEST = "test";
  private static final String FILE = "file";
  private static final String PEAK_NORMALIZE = "peak-normalize";
  private static final String NORMALIZE = "normalize";
  private static final String AUGMENT = "augment";
  private static final String MIXUP = "mixup";
  private static final String PAD = "pad";
  private static final String CHANNELS = "channels";
  private static final List<String> COMMON =
      List.of(
          FORMAT,
          PATH,
          TRAIN,
          VALIDATION,
          TEST,
          ChosenClasses.KEY,
          PAD,
          CHANNELS,
          "scale",
          PEAK_NORMALIZE,
          NORMALIZE,
          AUGMENT,
          MIXUP);
  private static final List<String> SYNTHETIC_KEYS =
      List.of(
          FORMAT,
          TRAIN,
          TEST,
          "seed",
          ChosenClasses.KEY,
          PAD,
          CHANNELS,
          "scale",
          PEAK_NORMALIZE,
          NORMALIZE,
          VALIDATION,
          AUGMENT,
          MIXUP);

  /** Formats in which inputs and labels are files, not arrays of a file. */
  private static final List<String> FILE_ROLES = List.of("idx", "npy");

  private final Section section;
  private final Path base;

  /**
   * @param section the keys and values
   * @param base what relative paths start from
   */
  public DataSection(Section section, Path base) {
    this.section = section;
    this.base = base;
  }

  public DataConfig read() {
    String word = section.requiredText(FORMAT);
    Optional<SyntheticData> synthetic = SyntheticData.named(word);
    if (synthetic.isPresent()) {
      section.knowing(SYNTHETIC_KEYS);
      return new DataConfig(
          chosen(synthetic(synthetic.get())),
          preparations(),
          AugmentChoice.read(section, AUGMENT),
          mixup(),
          OptionalDouble.empty(),
          heldOut());
    }
    DataFormat format = DataFormats.named(word).orElseThrow(() -> unknown(word));
    List<String> known = new ArrayList<>(COMMON);
    known.addAll(format.keys());
    section.knowing(known);
    PartReader reader = format.reader().apply(section);
    return new DataConfig(
        chosen(stored(reader)),
        preparations(),
        AugmentChoice.read(section, AUGMENT),
        mixup(),
        testPart(),
        heldOut());
  }

  private ConfigException unknown(String word) {
    List<String> known = new ArrayList<>(DataFormats.names());
    known.addAll(SyntheticData.names());
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

  private DataSource chosen(DataSource all) {
    Optional<List<String>> classes = section.texts(ChosenClasses.KEY);
    return classes.isEmpty() || all instanceof DataSource.Unnamed
        ? all
        : new ChosenClasses(all, classes.get(), section);
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

  private DataSource synthetic(SyntheticData kind) {
    return new DataSource.Synthetic(
        kind,
        section.requiredInteger(TRAIN, 1),
        section.requiredInteger(TEST, 1),
        Seed.of(section.wideOr("seed", 0)));
  }

  // ---- what is done to them ----

  private List<Preparation> preparations() {
    List<Preparation> preparations = new ArrayList<>();
    shaping(PAD, 1, Margin::new).ifPresent(preparations::add);
    shaping(CHANNELS, 2, RepeatChannel::new).ifPresent(preparations::add);
    section
        .number("scale")
        .ifPresent(factor -> preparations.add(new Preparation.Fixed(new ScaleBy(factor))));
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

  private Optional<Preparation> shaping(String key, int least, IntFunction<Transform> transform) {
    OptionalInt number = section.integer(key, least);
    if (number.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Preparation.Fixed(transform.apply(number.getAsInt())));
    } catch (IllegalArgumentException refused) {
      throw section.refused(key, refused);
    }
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

  private Optional<Mixup> mixup() {
    if (!section.has(MIXUP)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Mixup(section.requiredNumber(MIXUP)));
    } catch (ConfigException known) {
      throw known;
    } catch (IllegalArgumentException refused) {
      throw section.refused(MIXUP, refused);
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
