package dev.fovea.cli.config;

import dev.fovea.core.Seed;
import dev.fovea.core.Shape;
import dev.fovea.data.ClassTargets;
import dev.fovea.data.Normalize;
import dev.fovea.data.Scale;
import dev.fovea.data.Transform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads {@code data:}. */
final class DataSection {
  static final String FORMAT = "format";
  static final String IDX = "idx";
  static final String ANY_MADE_UP = "made-up-";
  static final String MADE_UP = "made-up-digits";
  static final String MADE_UP_RECORDS = "made-up-tremor";
  static final String FOLDER = "folder";
  static final List<String> FILES =
      List.of("train-images", "train-labels", "test-images", "test-labels");
  private static final List<String> COMMON = List.of(FORMAT, "scale", "normalize", "validation");
  private static final List<String> IDX_ONLY = List.of("classes", "shape");
  static final List<String> MADE_UP_ONLY = List.of("train", "test", "seed");

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
    String format = section.requiredText(FORMAT);
    DataSource source =
        switch (format) {
          case IDX -> idx();
          case MADE_UP -> madeUp();
          case MADE_UP_RECORDS -> madeUpRecords();
          default ->
              throw section.wrong(
                  FORMAT,
                  IDX + ", " + MADE_UP + " or " + MADE_UP_RECORDS,
                  section.value(FORMAT).orElseThrow());
        };
    return new DataConfig(source, transforms(), heldOut());
  }

  private DataSource idx() {
    List<String> known = new ArrayList<>(COMMON);
    known.add(FOLDER);
    known.addAll(FILES);
    known.addAll(IDX_ONLY);
    section.knowing(known);
    Optional<Shape> shape = section.integers("shape", 1).map(dims -> Shape.of(dims));
    if (section.has(FOLDER)) {
      for (String key : FILES) {
        if (section.has(key)) {
          throw section.wrong(
              key, "nothing beside folder, which says it all", section.value(key).orElseThrow());
        }
      }
      return new DataSource.Folder(path(FOLDER), classes(), shape);
    }
    if (FILES.stream().noneMatch(section::has)) {
      return new DataSource.Unnamed(
          classes(), shape, section.missing(FOLDER, "name it with --data DIR, or write it down"));
    }
    return new DataSource.Files(
        new DataSource.IdxPair(path("train-images"), path("train-labels")),
        new DataSource.IdxPair(path("test-images"), path("test-labels")),
        classes(),
        shape);
  }

  private DataSource madeUp() {
    knowingMadeUp();
    return new DataSource.MadeUp(
        section.requiredInteger("train", 1), section.requiredInteger("test", 1), seed());
  }

  private DataSource madeUpRecords() {
    knowingMadeUp();
    return new DataSource.MadeUpRecords(
        section.requiredInteger("train", 1), section.requiredInteger("test", 1), seed());
  }

  private void knowingMadeUp() {
    List<String> known = new ArrayList<>(COMMON);
    known.addAll(MADE_UP_ONLY);
    section.knowing(known);
  }

  private Seed seed() {
    return Seed.of(section.has("seed") ? section.wide("seed") : 0);
  }

  private Path path(String key) {
    return base.resolve(section.requiredText(key)).toAbsolutePath().normalize();
  }

  /** Names, or how many there are. */
  private List<String> classes() {
    Optional<JsonNode> value = section.value("classes");
    if (value.isEmpty()) {
      return ClassTargets.numbered(10);
    }
    if (value.get().isArray()) {
      return section.texts("classes").orElseThrow();
    }
    return ClassTargets.numbered(section.requiredInteger("classes", 2));
  }

  private List<Transform> transforms() {
    List<Transform> transforms = new ArrayList<>();
    section.number("scale").ifPresent(factor -> transforms.add(new Scale(factor)));
    section
        .section("normalize")
        .ifPresent(numbers -> {
          numbers.knowing("mean", "deviation");
          List<Double> mean = numbers.numbers("mean").orElseThrow(() -> numbers.missing("mean"));
          List<Double> deviation =
              numbers.numbers("deviation").orElseThrow(() -> numbers.missing("deviation"));
          try {
            transforms.add(new Normalize(mean, deviation));
          } catch (IllegalArgumentException refused) {
            throw section.refused("normalize", refused);
          }
        });
    return transforms;
  }

  /** A fraction, {@code test} or {@code none}. */
  private HeldOut heldOut() {
    Optional<JsonNode> value = section.value("validation");
    if (value.isEmpty() || value.get().asString().equals("none")) {
      return new HeldOut.Nothing();
    }
    if (value.get().asString().equals("test")) {
      return new HeldOut.Test();
    }
    JsonNode number = value.get();
    if (!number.isNumber() || !(number.asDouble() > 0 && number.asDouble() < 1)) {
      throw section.wrong(
          "validation", "a part of the training set such as 0.1, test, or none", number);
    }
    return new HeldOut.Part(number.asDouble());
  }
}
