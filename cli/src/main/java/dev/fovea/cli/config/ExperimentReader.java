package dev.fovea.cli.config;

import dev.fovea.cli.dataset.DataConfig;
import dev.fovea.cli.dataset.DataFormat;
import dev.fovea.cli.dataset.DataFormats;
import dev.fovea.cli.dataset.DataSection;
import dev.fovea.cli.dataset.IdxPart;
import dev.fovea.cli.dataset.SyntheticData;
import dev.fovea.cli.yaml.ConfigException;
import dev.fovea.cli.yaml.Document;
import dev.fovea.cli.yaml.Overrides;
import dev.fovea.cli.yaml.Section;
import dev.fovea.core.Seed;
import dev.fovea.data.Problem;
import dev.fovea.nn.loss.Loss;
import dev.fovea.nn.optim.Adam;
import dev.fovea.nn.train.EarlyStopping;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns what is written into an experiment: first all is filled in, then all is read. */
final class ExperimentReader {
  private static final String WITHOUT_DATA = "without-data";
  private static final List<String> KNOWN =
      List.of(
          "name",
          "description",
          "seed",
          "backend",
          "epochs",
          "batch-size",
          "data",
          NetworkPlan.MODEL,
          NetworkPlan.LAYERS,
          Pretrained.KEY,
          NetworkPlan.REPLACE,
          NetworkPlan.FREEZE,
          NetworkPlan.UNFREEZE,
          NeighborSearch.KEY,
          "loss",
          "optimizer",
          "schedule",
          "early-stopping",
          "report",
          WITHOUT_DATA);

  private final Recipe recipe;
  private final Document written;

  ExperimentReader(Recipe recipe, Document written) {
    this.recipe = recipe;
    this.written = written;
  }

  Experiment read(Overrides overrides) {
    Section.root(written).knowing(KNOWN);
    ObjectNode tree = ordered(written.root());
    OlderKeys.replace(tree);
    overrides.data().ifPresent(path -> usePath(tree, path));
    withoutData(tree);
    overrides.pretrained().ifPresent(file -> tree.put(Pretrained.KEY, file));
    overrides.epochs().ifPresent(epochs -> tree.put("epochs", epochs));
    overrides.batchSize().ifPresent(size -> tree.put("batch-size", size));
    overrides.seed().ifPresent(seed -> tree.put("seed", seed));
    overrides.backend().ifPresent(backend -> tree.put("backend", backend));
    overrides.learningRate().ifPresent(rate -> setLearningRate(tree, rate));
    Document complete = new Document(tree, written.places());
    return read(Section.root(complete), tree);
  }

  /** All keys in the order people expect, with what is omitted filled in. */
  private ObjectNode ordered(ObjectNode root) {
    ObjectNode tree = Document.YAML.createObjectNode();
    tree.put("name", recipe.name());
    tree.put("seed", 42);
    if (!root.has(NeighborSearch.KEY)) {
      tree.put("batch-size", 100);
      tree.put("loss", "cross-entropy");
      tree.put("optimizer", "adam");
    }
    ObjectNode sorted = Document.YAML.createObjectNode();
    for (String key : KNOWN) {
      JsonNode value = root.has(key) ? root.get(key) : tree.get(key);
      if (value != null) {
        sorted.set(key, value.deepCopy());
      }
    }
    return sorted;
  }

  /** Data at another place, in the same format if there was one. */
  private static void usePath(ObjectNode tree, Path path) {
    ObjectNode data =
        tree.get("data") instanceof ObjectNode known ? known : Document.YAML.createObjectNode();
    String format = data.path(DataSection.FORMAT).asString("");
    if (format.isEmpty() || SyntheticData.named(format).isPresent()) {
      format = DataFormats.of(path).map(DataFormat::name).orElseGet(() -> IdxPart.FORMAT.name());
      List.of(DataSection.TRAIN, DataSection.TEST, Experiment.SEED).forEach(data::remove);
    }
    data.remove(DataSection.TRAIN);
    for (String key : List.of(DataSection.VALIDATION, DataSection.TEST)) {
      JsonNode set = data.get(key);
      if (set != null && !set.isNumber() && !List.of("test", "none").contains(set.asString(""))) {
        data.remove(key);
      }
    }
    data.put(DataSection.FORMAT, format);
    data.put(DataSection.PATH, path.toAbsolutePath().normalize().toString());
    tree.set("data", data);
  }

  /** Where no data is named, what is written for that case takes the place of the rest. */
  private static void withoutData(ObjectNode tree) {
    JsonNode instead = tree.remove(WITHOUT_DATA);
    boolean isNamed =
        tree.get("data") instanceof ObjectNode data
            && (data.has(DataSection.PATH)
                || data.has(DataSection.TRAIN)
                || SyntheticData.named(data.path(DataSection.FORMAT).asString("")).isPresent());
    if (!isNamed && instead instanceof ObjectNode values) {
      values.properties().forEach(entry -> tree.set(entry.getKey(), entry.getValue()));
    }
  }

  private static void setLearningRate(ObjectNode tree, double rate) {
    JsonNode optimizer = tree.get("optimizer");
    ObjectNode options = Document.YAML.createObjectNode();
    String word = optimizer.asString("");
    if (optimizer instanceof ObjectNode named && named.size() == 1) {
      word = named.propertyNames().iterator().next();
      if (named.get(word) instanceof ObjectNode known) {
        options = known;
      }
    }
    options.put(OptimizerChoice.LEARNING_RATE, rate);
    ObjectNode changed = Document.YAML.createObjectNode();
    changed.set(word, options);
    tree.set("optimizer", changed);
  }

  private Experiment read(Section root, ObjectNode tree) {
    root.knowing(KNOWN);
    Optional<NeighborSearch> neighbors =
        root.choice(NeighborSearch.KEY).map(choice -> NeighborSearch.read(root, choice));
    int epochs = neighbors.isPresent() ? 1 : root.requiredInteger("epochs", 1);
    Section data =
        root.section("data")
            .orElseThrow(() ->
                new ConfigException(
                    Problem.of("config: data is missing")
                        .with("file", written.places().source())
                        .with("hint", "name it with --data PATH, or write data:")));
    NetworkPlan network =
        neighbors.isPresent() ? NetworkPlan.none() : NetworkPlan.read(root, recipe.base());
    DataConfig dataConfig = new DataSection(data, recipe.base()).read();
    return new Experiment(
        root.requiredText("name"),
        root.text("description").orElse(""),
        Seed.of(root.wide("seed")),
        root.text("backend"),
        epochs,
        neighbors.isPresent() ? 1 : root.requiredInteger("batch-size", 1),
        dataConfig,
        network,
        root.choice("loss").map(LossChoice::read).orElseGet(Loss::crossEntropy),
        root.choice("optimizer").map(OptimizerChoice::read).orElseGet(() -> Adam.of(1e-3)),
        root.choice("schedule")
            .map(choice -> ScheduleChoice.read(choice, epochs))
            .orElseGet(ScheduleConfig.Constant::new),
        earlyStopping(root),
        neighbors,
        reports(root),
        tree,
        written.places());
  }

  private static Optional<EarlyStopping> earlyStopping(Section root) {
    return root.section("early-stopping")
        .map(options -> {
          options.knowing("figure", "patience", "min-delta", "restore-best");
          return EarlyStopping.on(options.text("figure").orElse("val_loss"))
              .patience(options.integer("patience", 0).orElse(5))
              .minDelta(options.number("min-delta").orElse(0))
              .restoreBest(!options.has("restore-best") || options.flag("restore-best"));
        });
  }

  private static Experiment.Reports reports(Section root) {
    return new Experiment.Reports(
        root.section("report")
            .flatMap(options -> options.knowing("activations-after").text("activations-after")));
  }
}
