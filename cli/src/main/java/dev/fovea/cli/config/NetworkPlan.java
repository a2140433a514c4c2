package dev.fovea.cli.config;

import dev.fovea.cli.yaml.ConfigException;
import dev.fovea.cli.yaml.Document;
import dev.fovea.cli.yaml.Section;
import dev.fovea.data.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * What the network is, and what is done to it before it is trained.
 *
 * @param layers its layers, as they are written; empty if it is a model of the library
 * @param model a model of the library instead
 * @param pretrained the weights it starts from, if not fresh ones
 * @param replacements fresh layers instead of its own, as they are written, by name; they come
 *     after the weights
 * @param freeze patterns of parameters that are not trained
 * @param unfreeze patterns of parameters that are trained all the same
 */
public record NetworkPlan(
    ArrayNode layers,
    Optional<LibraryModel> model,
    Optional<Pretrained> pretrained,
    SequencedMap<String, JsonNode> replacements,
    List<String> freeze,
    List<String> unfreeze) {
  static final String LAYERS = "layers";
  static final String MODEL = "model";
  static final String REPLACE = "replace";
  static final String FREEZE = "freeze";
  static final String UNFREEZE = "unfreeze";

  /** No network. */
  static NetworkPlan none() {
    return new NetworkPlan(
        Document.YAML.createArrayNode(),
        Optional.empty(),
        Optional.empty(),
        new LinkedHashMap<>(),
        List.of(),
        List.of());
  }

  /** The same with the sum of its pretrained weights said. */
  NetworkPlan startedFrom(Pretrained.Loaded loaded) {
    return new NetworkPlan(
        layers,
        model,
        pretrained.map(weights -> weights.being(loaded)),
        replacements,
        freeze,
        unfreeze);
  }

  static NetworkPlan read(Section root, Path base) {
    Optional<LibraryModel> model = root.choice(MODEL).map(LibraryModel::read);
    if (model.isPresent() && root.has(LAYERS)) {
      throw new ConfigException(
          Problem.of("config: model and layers are both there")
              .with("file", root.where(LAYERS))
              .with("expected", "a network of one or the other"));
    }
    SequencedMap<String, JsonNode> replacements = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : replaced(root)) {
      replacements.put(entry.getKey(), entry.getValue());
    }
    return new NetworkPlan(
        model.isPresent() ? Document.YAML.createArrayNode() : layers(root),
        model,
        Pretrained.read(root, base),
        replacements,
        root.texts(FREEZE).orElse(List.of()),
        root.texts(UNFREEZE).orElse(List.of()));
  }

  private static ArrayNode layers(Section root) {
    JsonNode value =
        root.value(LAYERS)
            .orElseThrow(() -> root.missing(LAYERS, "or model: names one of the library"));
    if (!(value instanceof ArrayNode layers)) {
      throw root.wrong(LAYERS, "a list of layers", value);
    }
    return layers;
  }

  private static List<Map.Entry<String, JsonNode>> replaced(Section root) {
    return root.section(REPLACE)
        .<List<Map.Entry<String, JsonNode>>>map(section -> new ArrayList<>(section.entries()))
        .orElse(List.of());
  }
}
