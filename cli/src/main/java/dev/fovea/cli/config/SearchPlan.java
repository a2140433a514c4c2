package dev.fovea.cli.config;

import dev.fovea.cli.yaml.ConfigException;
import dev.fovea.cli.yaml.Document;
import dev.fovea.cli.yaml.Overrides;
import dev.fovea.cli.yaml.Section;
import dev.fovea.cli.yaml.Template;
import dev.fovea.nn.tune.Dimension;
import dev.fovea.nn.tune.Point;
import dev.fovea.nn.tune.Search;
import dev.fovea.nn.tune.SearchSpace;
import dev.fovea.nn.tune.Strategy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A search as it was asked for: an experiment with open places, what may stand there, and what is
 * tried.
 *
 * <pre>
 * base: mnist-cnn                     # a recipe or a file; keys below replace its keys
 * space:
 *   learning-rate: log 1e-4..1e-1
 *   filters: [8, 16, 32]
 * search:
 *   random: {trials: 20}              # or grid: {steps: 3}, or halving: {trials: 27, factor: 3}
 * goal: val_accuracy
 * </pre>
 */
public final class SearchPlan {
  private static final List<String> STRATEGIES = List.of("random", "grid", "halving");
  private static final String BASE = "base";
  private static final String SPACE = "space";
  private static final String SEARCH = "search";
  private static final String GOAL = "goal";

  private final Recipe recipe;
  private final Overrides overrides;
  private final Template template;
  private final ObjectNode whole;
  private final SearchSpace space;
  private final Strategy strategy;
  private final String goal;

  private SearchPlan(
      Recipe recipe,
      Overrides overrides,
      Template template,
      ObjectNode whole,
      SearchSpace space,
      Strategy strategy,
      String goal) {
    this.recipe = recipe;
    this.overrides = overrides;
    this.template = template;
    this.whole = whole;
    this.space = space;
    this.strategy = strategy;
    this.goal = goal;
  }

  /** Finds the recipe or file that a word stands for. */
  @FunctionalInterface
  public interface Finder {
    /** The recipe of this name, or the file. */
    Recipe find(String word) throws IOException;
  }

  /**
   * Reads a plan.
   *
   * @param file the YAML file
   * @param overrides what the command line says instead; the data holds for all trials
   * @param finder finds what {@code base} names
   */
  public static SearchPlan read(Path file, Overrides overrides, Finder finder) throws IOException {
    Recipe recipe = Recipe.read(file);
    Document document = Document.parse(recipe.source(), recipe.text());
    Section root = Section.root(document);
    SearchSpace space = space(root);
    Strategy strategy =
        root.choice(SEARCH).map(SearchPlan::strategy).orElseGet(() -> new Strategy.Random(20));
    String goal = root.text(GOAL).orElse("val_accuracy");
    ObjectNode tree = document.root().deepCopy();
    List.of(BASE, SPACE, SEARCH, GOAL).forEach(tree::remove);
    Path base = recipe.base();
    Optional<String> named = root.text(BASE);
    if (named.isPresent()) {
      Recipe under = finder.find(relative(named.get(), recipe.base()));
      base = under.base();
      ObjectNode below = Document.parse(under.source(), under.text()).root().deepCopy();
      if (tree.has("layers")) {
        below.remove("report"); // it speaks of layers that are no longer there
      }
      if (tree.has(NetworkPlan.LAYERS) || tree.has(NetworkPlan.MODEL)) {
        List.of(NetworkPlan.LAYERS, NetworkPlan.MODEL).forEach(below::remove);
      }
      tree.properties().forEach(entry -> below.set(entry.getKey(), entry.getValue()));
      tree = below;
    }
    tree.put("name", root.text("name").orElse(recipe.name()));
    Template template = new Template(tree, recipe.source());
    template.check(space.dimensions().keySet());
    ObjectNode whole = tree.deepCopy();
    for (String key : List.of(SPACE, SEARCH, GOAL)) {
      root.value(key).ifPresent(value -> whole.set(key, value));
    }
    return new SearchPlan(
        new Recipe(recipe.name(), recipe.source(), base, ""),
        overrides,
        template,
        whole,
        space,
        strategy,
        goal);
  }

  private static String relative(String word, Path base) {
    return word.endsWith(".yaml") || word.endsWith(".yml") ? base.resolve(word).toString() : word;
  }

  private static SearchSpace space(Section root) {
    Section section = root.requiredSection(SPACE);
    SearchSpace space = SearchSpace.empty();
    for (Map.Entry<String, JsonNode> entry : section.entries()) {
      String name = entry.getKey();
      if (!name.matches("[a-z][a-z0-9-]*")) {
        throw section.wrong(name, "a name of small letters, digits and hyphens", entry.getValue());
      }
      try {
        space = space.with(name, dimension(entry.getValue()));
      } catch (IllegalArgumentException refused) {
        throw section.refused(name, refused);
      }
    }
    if (space.dimensions().isEmpty()) {
      throw root.missing(SPACE);
    }
    return space;
  }

  private static Dimension dimension(JsonNode value) {
    if (!value.isArray()) {
      return Dimension.parse(value.asString(""));
    }
    List<String> values = new ArrayList<>();
    for (JsonNode each : value.values()) {
      // What has keys is written on one line, so that it fits into a table.
      values.add(each.isValueNode() ? each.asString() : each.toString());
    }
    return new Dimension.Choice(values);
  }

  private static Strategy strategy(Section.Choice choice) {
    Section options = choice.options();
    try {
      return switch (choice.word()) {
        case "random" ->
            new Strategy.Random(options.knowing("trials").integer("trials", 1).orElse(20));
        case "grid" -> new Strategy.Grid(options.knowing("steps").integer("steps", 2).orElse(3));
        case "halving" -> {
          options.knowing("trials", "factor", "first");
          yield new Strategy.Halving(
              options.integer("trials", 1).orElse(27),
              options.integer("factor", 2).orElse(3),
              options.integer("first", 1).orElse(1));
        }
        default -> throw choice.unknown(STRATEGIES);
      };
    } catch (ConfigException known) {
      throw known;
    } catch (IllegalArgumentException refused) {
      throw choice.in().refused(choice.key(), refused);
    }
  }

  /** The experiment of a point. */
  public Experiment experiment(Point point) {
    String yaml = template.at(point);
    return new Recipe(recipe.name(), recipe.source() + " at " + point, recipe.base(), yaml)
        .experiment(overrides);
  }

  /** The search of this plan, over the epochs that the experiment names. */
  public Search search() {
    Search search = Search.of(space, strategy);
    Experiment any = experiment(search.firstRound().getFirst().point());
    Search seeded = search.epochs(any.epochs()).seed(any.seed().split("search"));
    return isHigherBetter() ? seeded : seeded.lowest();
  }

  /** Whether the goal is to be as high as can be. */
  public boolean isHigherBetter() {
    return !goal.endsWith("loss");
  }

  /** The figure of the history that trials are compared by. */
  public String goal() {
    return goal;
  }

  /** What may be tried. */
  public SearchSpace space() {
    return space;
  }

  /** What the search is called. */
  public String name() {
    return whole.path("name").asString();
  }

  /**
   * The whole plan as YAML: it can be continued from this alone.
   *
   * @param data the data of the trials, with nothing left open
   */
  public String toYaml(Experiment data) {
    ObjectNode complete = whole.deepCopy();
    complete.remove("without-data");
    for (String key : List.of("data", Pretrained.KEY, "seed", "epochs", "backend")) {
      JsonNode value = data.tree().get(key);
      if (value != null) {
        complete.set(key, value);
      }
    }
    return Document.YAML.writeValueAsString(complete);
  }
}
