package dev.fovea.cli.dataset;

import dev.fovea.cli.yaml.ConfigException;
import dev.fovea.cli.yaml.Section;
import dev.fovea.data.Augmentation;
import dev.fovea.data.augment.ColorJitter;
import dev.fovea.data.augment.Noise;
import dev.fovea.data.augment.RandomAffine;
import dev.fovea.data.augment.RandomCrop;
import dev.fovea.data.augment.RandomErasing;
import dev.fovea.data.augment.RandomFlip;
import dev.fovea.data.augment.RandomScale;
import dev.fovea.data.augment.TimeShift;
import java.util.List;
import java.util.Map;

/** Reads {@code augment: [crop: {padding: 4}, flip: horizontal]}. */
final class AugmentChoice {
  private static final String FILL = "fill";
  private static final String PROBABILITY = "probability";
  private static final String DEGREES = "degrees";

  /** What a bare value means. */
  private static final Map<String, String> SHORTHAND =
      Map.of(
          "crop", "padding",
          "flip", "direction",
          "rotate", DEGREES,
          "erase", PROBABILITY,
          "noise", "deviation",
          "shift", "samples",
          "scale", "range");

  private static final List<String> KNOWN =
      List.of("crop", "flip", "rotate", "affine", "jitter", "erase", "noise", "shift", "scale");

  private AugmentChoice() {}

  static List<Augmentation> read(Section section, String key) {
    return section.choices(key, SHORTHAND).stream().map(AugmentChoice::read).toList();
  }

  private static Augmentation read(Section.Choice choice) {
    Section options = choice.options();
    try {
      return switch (choice.word()) {
        case "crop" -> {
          options.knowing("padding", FILL);
          yield new RandomCrop(options.requiredInteger("padding", 1), zeroOr(options, FILL));
        }
        case "flip" -> flip(options);
        case "rotate" -> {
          options.knowing(DEGREES, FILL);
          double degrees = options.requiredNumber(DEGREES);
          yield new RandomAffine(degrees, 0, 1, 1, 0, zeroOr(options, FILL));
        }
        case "affine" -> {
          options.knowing(DEGREES, "shift", "size", "shear", FILL);
          List<Double> size = range(options, "size", List.of(1.0, 1.0));
          yield new RandomAffine(
              zeroOr(options, DEGREES),
              zeroOr(options, "shift"),
              size.get(0),
              size.get(1),
              zeroOr(options, "shear"),
              zeroOr(options, FILL));
        }
        case "jitter" -> {
          options.knowing("brightness", "contrast", "saturation");
          yield new ColorJitter(
              zeroOr(options, "brightness"),
              zeroOr(options, "contrast"),
              zeroOr(options, "saturation"));
        }
        case "erase" -> {
          options.knowing(PROBABILITY, "area", FILL);
          List<Double> area = range(options, "area", List.of(0.02, 0.33));
          yield new RandomErasing(
              options.number(PROBABILITY).orElse(0.5),
              area.get(0),
              area.get(1),
              zeroOr(options, FILL));
        }
        case "noise" -> new Noise(options.knowing("deviation").requiredNumber("deviation"));
        case "shift" -> {
          options.knowing("samples", "cyclic");
          yield new TimeShift(options.requiredInteger("samples", 1), options.flag("cyclic"));
        }
        case "scale" -> {
          options.knowing("range");
          if (!options.has("range")) {
            throw options.missing("range");
          }
          List<Double> factors = range(options, "range", List.of());
          yield new RandomScale(factors.get(0), factors.get(1));
        }
        default -> throw choice.unknown(KNOWN);
      };
    } catch (ConfigException known) {
      throw known;
    } catch (IllegalArgumentException refused) {
      throw choice.in().refused(choice.key(), refused);
    }
  }

  private static RandomFlip flip(Section options) {
    options.knowing("direction", PROBABILITY);
    String direction = options.text("direction").orElse("horizontal");
    if (!List.of("horizontal", "vertical").contains(direction)) {
      throw options.wrong(
          "direction", "horizontal or vertical", options.value("direction").orElseThrow());
    }
    return new RandomFlip(direction.equals("horizontal"), options.number(PROBABILITY).orElse(0.5));
  }

  private static double zeroOr(Section options, String key) {
    return options.number(key).orElse(0);
  }

  private static List<Double> range(Section options, String key, List<Double> otherwise) {
    List<Double> range = options.numbers(key).orElse(otherwise);
    if (range.size() != 2) {
      throw options.wrong(
          key, "two numbers, the smallest and the largest", options.value(key).orElseThrow());
    }
    return range;
  }
}
