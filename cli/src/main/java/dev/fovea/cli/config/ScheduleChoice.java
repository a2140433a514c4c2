package dev.fovea.cli.config;

import dev.fovea.cli.yaml.ConfigException;
import dev.fovea.cli.yaml.Section;
import dev.fovea.nn.optim.Schedule;
import dev.fovea.nn.train.ReduceOnPlateau;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Reads {@code schedule: {step: {size: 5, gamma: 0.5}}}. */
final class ScheduleChoice {
  private static final List<String> TIMED =
      List.of("constant", "step", "multi-step", "exponential", "cosine", "warm-up");
  private static final List<String> KNOWN =
      List.of(
          "constant",
          "step",
          "multi-step",
          "exponential",
          "cosine",
          "warm-up",
          "one-cycle",
          "reduce-on-plateau");

  private ScheduleChoice() {}

  static ScheduleConfig read(Section.Choice choice, int epochs) {
    Section options = choice.options();
    try {
      return switch (choice.word()) {
        case "constant" -> new ScheduleConfig.Constant();
        case "one-cycle" ->
            new ScheduleConfig.OneCycle(options.knowing("largest").requiredNumber("largest"));
        case "reduce-on-plateau" -> new ScheduleConfig.Plateau(plateau(options));
        default -> {
          if (!KNOWN.contains(choice.word())) {
            throw choice.unknown(KNOWN);
          }
          yield new ScheduleConfig.Timed(timed(choice, epochs));
        }
      };
    } catch (ConfigException known) {
      throw known;
    } catch (IllegalArgumentException refused) {
      throw choice.in().refused(choice.key(), refused);
    }
  }

  private static Schedule timed(Section.Choice choice, int epochs) {
    Section options = choice.options();
    return switch (choice.word()) {
      case "constant" -> Schedule.constant();
      case "step" -> {
        options.knowing("size", "gamma");
        yield Schedule.step(
            options.requiredInteger("size", 1), options.number("gamma").orElse(0.1));
      }
      case "multi-step" -> {
        options.knowing("milestones", "gamma");
        List<Integer> milestones =
            options.integers("milestones", 1).orElseThrow(() -> options.missing("milestones"));
        yield Schedule.multiStep(
            options.number("gamma").orElse(0.1),
            milestones.stream().mapToInt(Integer::intValue).toArray());
      }
      case "exponential" -> Schedule.exponential(options.knowing("gamma").requiredNumber("gamma"));
      case "cosine" -> {
        options.knowing("epochs", "low");
        yield Schedule.cosine(options.integer("epochs", 1).orElse(epochs))
            .low(options.number("low").orElse(0));
      }
      case "warm-up" -> {
        options.knowing("start", "epochs", "then");
        int rise = options.requiredInteger("epochs", 1);
        Schedule.WarmUp warmUp = Schedule.warmUp(options.number("start").orElse(0.1), rise);
        yield options
            .choice("then")
            .map(then -> warmUp.then(timed(then, Math.max(1, epochs - rise))))
            .orElse(warmUp);
      }
      default -> throw choice.unknown(TIMED);
    };
  }

  private static ReduceOnPlateau plateau(Section options) {
    options.knowing("figure", "factor", "patience");
    ReduceOnPlateau callback = ReduceOnPlateau.on(options.text("figure").orElse("val_loss"));
    OptionalDouble factor = options.number("factor");
    callback = factor.isPresent() ? callback.factor(factor.getAsDouble()) : callback;
    OptionalInt patience = options.integer("patience", 0);
    return patience.isPresent() ? callback.patience(patience.getAsInt()) : callback;
  }
}
