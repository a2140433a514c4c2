package dev.fovea.cli.config;

import dev.fovea.cli.dataset.DataSource;
import dev.fovea.cli.yaml.ConfigException;
import dev.fovea.cli.yaml.Document;
import dev.fovea.core.Param;
import dev.fovea.core.Seed;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.data.Problem;
import dev.fovea.formats.architecture.Architecture;
import dev.fovea.nn.Layer;
import dev.fovea.nn.LayerConfig;
import dev.fovea.nn.loss.BinaryCrossEntropy;
import dev.fovea.nn.loss.BinaryCrossEntropyWithLogits;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.optim.ParameterGroup;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the network of an experiment. */
public final class Network {
  private static final Pattern PLACE = Pattern.compile("layers\\[(\\d+)]");

  private final Experiment experiment;
  private final NetworkPlan plan;

  private Network(Experiment experiment) {
    this.experiment = experiment;
    this.plan = experiment.network();
  }

  /**
   * A network ready to be trained.
   *
   * @param network the network
   * @param loaded the weights it was given, if not all are fresh
   */
  public record Ready(Sequential network, Optional<Pretrained.Loaded> loaded) {}

  /**
   * The network for examples of a shape, with fresh weights, even if the experiment names others:
   * enough to describe it, or to continue with a training.
   *
   * @throws ShapeError naming the file and the layer, if a layer is unknown or does not fit
   * @throws ConfigException if a name or pattern fits nothing
   */
  public static Sequential build(Experiment experiment, Shape example) {
    Network maker = new Network(experiment);
    return maker.finished(maker.started(example));
  }

  /**
   * The network for examples of a shape, with the weights that the experiment names.
   *
   * @throws ShapeError naming the file and the layer, if a layer is unknown or does not fit
   * @throws ConfigException if a name or pattern fits nothing, or the weights do not fit
   */
  public static Ready ready(Experiment experiment, Shape example) throws IOException {
    Network maker = new Network(experiment);
    Sequential network = maker.started(example);
    Optional<Pretrained.Loaded> loaded = Optional.empty();
    if (maker.plan.pretrained().isPresent()) {
      loaded = Optional.of(maker.plan.pretrained().get().into(network));
    }
    return new Ready(maker.finished(network), loaded);
  }

  /**
   * The network for examples of the shape that the experiment's data has, with fresh weights. A
   * model of the library is taken as it is usual where no data is named.
   *
   * @throws IOException if the data must be read for it and cannot be
   */
  public static Sequential described(Experiment experiment) throws IOException {
    Optional<LibraryModel> model = experiment.network().model();
    boolean isUnnamed =
        experiment.data().source() instanceof DataSource.Unnamed unnamed
            && unnamed.shape().isEmpty();
    return build(
        experiment,
        model.isPresent() && isUnnamed
            ? model.get().usualExample()
            : experiment.data().exampleShape());
  }

  /**
   * Refuses a network that has fewer or more outputs than there are classes, where each has one.
   *
   * @throws ConfigException naming the file
   */
  public static void checkOutputs(Experiment experiment, Sequential network, List<String> classes) {
    int outputs = network.summary().rows().getLast().output().getLast();
    boolean isOneEach =
        !(experiment.loss() instanceof BinaryCrossEntropy
            || experiment.loss() instanceof BinaryCrossEntropyWithLogits);
    if (isOneEach && outputs != classes.size()) {
      throw new ConfigException(
          Problem.of("config: the network has not one output for each class")
              .with("file", experiment.written().source())
              .with("expected", classes.size() + " outputs")
              .with("found", outputs + " outputs"));
    }
  }

  // ---- its layers ----

  private Sequential started(Shape example) {
    if (experiment.neighbors().isPresent()) {
      throw new ConfigException(
          Problem.of("config: there is no network")
              .with("file", where("/classifier"))
              .with("found", experiment.neighbors().get().description()));
    }
    Seed seed = experiment.seed().split("init");
    if (plan.model().isPresent()) {
      try {
        return plan.model().get().build(example, seed);
      } catch (ShapeError wrong) {
        throw wrong.fact("file", where("/" + NetworkPlan.MODEL));
      }
    }
    try {
      return parsed(plan.layers(), example).build(seed);
    } catch (ShapeError wrong) {
      throw wrong.fact("file", where(pointer(wrong)));
    }
  }

  private static Architecture parsed(ArrayNode layers, Shape example) {
    ObjectNode network = Document.YAML.createObjectNode();
    network.set(NetworkPlan.LAYERS, layers);
    return Architecture.parse(network).withInput(new Sequential.Input(example, DType.FLOAT32));
  }

  /** Where in the file a layer stands that an error speaks of. */
  private static String pointer(ShapeError wrong) {
    Matcher place = PLACE.matcher(String.valueOf(wrong.getMessage()));
    return place.find() ? "/layers/" + place.group(1) : "/layers";
  }

  // ---- what is done to it ----

  private Sequential finished(Sequential started) {
    Sequential network = started;
    for (Map.Entry<String, JsonNode> replacement : plan.replacements().entrySet()) {
      network = replaced(network, replacement.getKey(), replacement.getValue());
    }
    freeze(network);
    checkGroups(network);
    return network;
  }

  private Sequential replaced(Sequential network, String name, JsonNode written) {
    String place = where("/" + NetworkPlan.REPLACE + "/" + name);
    if (!network.layers().containsKey(name)) {
      throw new ConfigException(
          Problem.of("config: there is no layer " + name + " to replace")
              .with("file", place)
              .with("known", String.join(", ", network.layers().sequencedKeySet())));
    }
    ArrayNode layers = Document.YAML.createArrayNode();
    if (written.isArray()) {
      written.values().forEach(layers::add);
    } else {
      layers.add(written);
    }
    if (layers.isEmpty()) {
      throw new ConfigException(
          Problem.of("config: nothing takes the place of " + name)
              .with("file", place)
              .with("expected", "a layer, or a list of layers"));
    }
    LayerConfig fresh = (example, seed) -> layer(parsed(layers, example).build(seed));
    try {
      Sequential changed = network.replace(name, fresh, experiment.seed().split("replace"));
      changed.summary();
      return changed;
    } catch (ShapeError wrong) {
      throw wrong.fact("file", place);
    }
  }

  private static Layer layer(Sequential fresh) {
    return fresh.layers().size() == 1 ? fresh.layers().firstEntry().getValue() : fresh;
  }

  private void freeze(Sequential network) {
    each(NetworkPlan.FREEZE, plan.freeze(), network::freeze);
    each(NetworkPlan.UNFREEZE, plan.unfreeze(), network::unfreeze);
    boolean isAllFrozen =
        !plan.freeze().isEmpty()
            && network.allParameters().values().stream().noneMatch(Param::trainable);
    if (isAllFrozen) {
      throw new ConfigException(
          Problem.of("config: nothing is left to train")
              .with("file", where("/" + NetworkPlan.FREEZE))
              .with("hint", "unfreeze: names what is trained all the same"));
    }
  }

  private void each(String key, List<String> patterns, Consumer<String> change) {
    for (String pattern : patterns) {
      try {
        change.accept(pattern);
      } catch (IllegalArgumentException nothing) {
        throw new ConfigException(
            Problem.of("config: " + key + ": no parameter is called " + pattern)
                .with("file", where("/" + key))
                .with("because", String.valueOf(nothing.getMessage())),
            nothing);
      }
    }
  }

  /** A group of parameters that holds none is a typing error. */
  private void checkGroups(Sequential network) {
    for (ParameterGroup group : experiment.optimizer().groups()) {
      if (network.allParameters().keySet().stream().noneMatch(group.paths()::matches)) {
        throw new ConfigException(
            Problem.of("config: optimizer: no parameter is called " + group.paths().pattern())
                .with("file", where("/optimizer"))
                .with("known", String.join(", ", network.allParameters().sequencedKeySet())));
      }
    }
  }

  private String where(String pointer) {
    return experiment.written().where(pointer);
  }
}
