package dev.fovea.cli.config;

import dev.fovea.cli.yaml.ConfigException;
import dev.fovea.cli.yaml.Section;
import dev.fovea.nn.optim.Adagrad;
import dev.fovea.nn.optim.Adam;
import dev.fovea.nn.optim.AdamW;
import dev.fovea.nn.optim.OptimizerConfig;
import dev.fovea.nn.optim.ParameterGroup;
import dev.fovea.nn.optim.RmsProp;
import dev.fovea.nn.optim.Sgd;
import dev.fovea.nn.optim.UpdateRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/** Reads {@code optimizer: {adam: {learning-rate: 1e-3}}}. */
final class OptimizerChoice {
  static final List<String> KNOWN = List.of("adam", "adamw", "sgd", "rmsprop", "adagrad");
  static final String LEARNING_RATE = "learning-rate";
  private static final String WEIGHT_DECAY = "weight-decay";
  private static final String GROUPS = "groups";
  private static final String FACTOR = "learning-rate-factor";
  private static final String NO_DECAY = "no-decay";
  private static final String MOMENTUM = "momentum";
  private static final String EPSILON = "epsilon";
  private static final String CLIP_NORM = "clip-norm";
  private static final String CLIP_VALUE = "clip-value";

  private OptimizerChoice() {}

  static OptimizerConfig read(Section.Choice choice) {
    Section options = choice.options();
    try {
      OptimizerConfig rule =
          switch (choice.word()) {
            case "adam" -> adam(allowing(options, "betas", EPSILON, "amsgrad"));
            case "adamw" -> adamW(allowing(options, "betas", EPSILON, "amsgrad"));
            case "sgd" -> sgd(allowing(options, MOMENTUM, "dampening", "nesterov"));
            case "rmsprop" -> rmsProp(allowing(options, "alpha", EPSILON, MOMENTUM, "centered"));
            case "adagrad" ->
                adagrad(allowing(options, "learning-rate-decay", EPSILON, "initial-sum"));
            default -> throw choice.unknown(KNOWN);
          };
      return clipped(undecayed(grouped(rule, options), options), options);
    } catch (ConfigException known) {
      throw known;
    } catch (IllegalArgumentException refused) {
      throw choice.in().refused(choice.key(), refused);
    }
  }

  private static Section allowing(Section options, String... more) {
    List<String> known = new ArrayList<>(List.of(LEARNING_RATE, WEIGHT_DECAY));
    known.addAll(List.of(more));
    known.addAll(List.of(GROUPS, NO_DECAY, CLIP_NORM, CLIP_VALUE));
    return options.knowing(known);
  }

  private static UpdateRule adam(Section options) {
    Adam adam = Adam.of(options.number(LEARNING_RATE).orElse(1e-3));
    adam = adam.weightDecay(options.number(WEIGHT_DECAY).orElse(0));
    adam = adam.epsilon(options.number(EPSILON).orElse(adam.moments().epsilon()));
    if (options.has("betas")) {
      List<Double> betas = betas(options);
      adam = adam.betas(betas.get(0), betas.get(1));
    }
    return options.flag("amsgrad") ? adam.amsgrad() : adam;
  }

  private static UpdateRule adamW(Section options) {
    AdamW adam = AdamW.of(options.number(LEARNING_RATE).orElse(1e-3));
    adam = adam.weightDecay(options.number(WEIGHT_DECAY).orElse(adam.weightDecay()));
    adam = adam.epsilon(options.number(EPSILON).orElse(adam.moments().epsilon()));
    if (options.has("betas")) {
      List<Double> betas = betas(options);
      adam = adam.betas(betas.get(0), betas.get(1));
    }
    return options.flag("amsgrad") ? adam.amsgrad() : adam;
  }

  private static List<Double> betas(Section options) {
    List<Double> betas = options.numbers("betas").orElseThrow(() -> options.missing("betas"));
    if (betas.size() != 2) {
      throw options.wrong(
          "betas", "two numbers, such as [0.9, 0.999]", options.value("betas").orElseThrow());
    }
    return betas;
  }

  private static UpdateRule sgd(Section options) {
    Sgd sgd =
        Sgd.of(options.number(LEARNING_RATE).orElseThrow(() -> options.missing(LEARNING_RATE)));
    sgd = sgd.weightDecay(options.number(WEIGHT_DECAY).orElse(0));
    sgd = sgd.momentum(options.number(MOMENTUM).orElse(0));
    sgd = sgd.dampening(options.number("dampening").orElse(0));
    return options.flag("nesterov") ? sgd.nesterov() : sgd;
  }

  private static UpdateRule rmsProp(Section options) {
    RmsProp rule = RmsProp.of(options.number(LEARNING_RATE).orElse(1e-2));
    rule = rule.weightDecay(options.number(WEIGHT_DECAY).orElse(0));
    rule = rule.momentum(options.number(MOMENTUM).orElse(0));
    OptionalDouble alpha = options.number("alpha");
    rule = alpha.isPresent() ? rule.alpha(alpha.getAsDouble()) : rule;
    OptionalDouble epsilon = options.number(EPSILON);
    rule = epsilon.isPresent() ? rule.epsilon(epsilon.getAsDouble()) : rule;
    return options.flag("centered") ? rule.centered() : rule;
  }

  private static UpdateRule adagrad(Section options) {
    Adagrad rule = Adagrad.of(options.number(LEARNING_RATE).orElse(1e-2));
    rule = rule.weightDecay(options.number(WEIGHT_DECAY).orElse(0));
    rule = rule.learningRateDecay(options.number("learning-rate-decay").orElse(0));
    rule = rule.initialSum(options.number("initial-sum").orElse(0));
    OptionalDouble epsilon = options.number(EPSILON);
    return epsilon.isPresent() ? rule.epsilon(epsilon.getAsDouble()) : rule;
  }

  /** Parameters with settings of their own: {@code layer*: {learning-rate-factor: 0.1}}. */
  private static OptimizerConfig grouped(OptimizerConfig rule, Section options) {
    Optional<Section> groups = options.section(GROUPS);
    if (groups.isEmpty()) {
      return rule;
    }
    OptimizerConfig config = rule;
    for (Map.Entry<String, JsonNode> entry : groups.get().entries()) {
      String pattern = entry.getKey();
      Section settings = groups.get().requiredSection(pattern).knowing(FACTOR, WEIGHT_DECAY);
      double factor = atLeastZero(settings, FACTOR).orElse(1);
      OptionalDouble decay = atLeastZero(settings, WEIGHT_DECAY);
      config =
          config.group(
              pattern,
              group -> {
                ParameterGroup slowed = group.learningRateFactor(factor);
                return decay.isPresent() ? slowed.weightDecay(decay.getAsDouble()) : slowed;
              });
    }
    return config;
  }

  private static OptionalDouble atLeastZero(Section settings, String key) {
    OptionalDouble number = settings.number(key);
    if (number.isPresent() && number.getAsDouble() < 0) {
      throw settings.wrong(key, "at least 0", settings.value(key).orElseThrow());
    }
    return number;
  }

  /** Parameters whose paths match are omitted of weight decay. */
  private static OptimizerConfig undecayed(OptimizerConfig rule, Section options) {
    OptimizerConfig config = rule;
    for (String pattern : options.texts(NO_DECAY).orElse(List.of())) {
      config = config.group(pattern, group -> group.weightDecay(0));
    }
    return config;
  }

  private static OptimizerConfig clipped(OptimizerConfig rule, Section options) {
    OptionalDouble norm = options.number(CLIP_NORM);
    OptionalDouble value = options.number(CLIP_VALUE);
    if (norm.isPresent() && value.isPresent()) {
      throw options.wrong(
          CLIP_VALUE, "clip-norm or clip-value, not both", options.value(CLIP_VALUE).orElseThrow());
    }
    OptimizerConfig clipped = norm.isPresent() ? rule.clipNorm(norm.getAsDouble()) : rule;
    return value.isPresent() ? clipped.clipValue(value.getAsDouble()) : clipped;
  }
}
