package dev.fovea.formats;

import dev.fovea.core.Param;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.files.FormatException;
import dev.fovea.formats.architecture.Architecture;
import dev.fovea.formats.architecture.TensorSpec;
import dev.fovea.nn.Layer;
import dev.fovea.nn.network.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Our own file of a model, {@code .fovea}: a zip of {@code model.json} (architecture, class names,
 * preprocessing, provenance) and {@code weights.safetensors}. It holds no code and no class names;
 * reading it makes only the layers of {@code dev.fovea.nn}.
 *
 * <pre>{@code
 * ModelFile.save(file, cnn, ModelCard.empty().classes(names));
 * SavedModel saved = ModelFile.load(file);
 * Tensor logits = saved.model().predict(images);
 * }</pre>
 */
public final class ModelFile {
  /** How names of such files end. */
  public static final String EXTENSION = ".fovea";

  private static final String FORMAT = "format";
  private static final String FORMAT_NAME = "fovea";
  private static final String VERSION = "version";
  private static final int NEWEST = 1;
  private static final String ARCHITECTURE = "architecture";
  private static final String FROZEN = "frozen";

  private ModelFile() {}

  // ---- writing ----

  /**
   * Writes a model, whole or not at all.
   *
   * @throws ShapeError if the model holds a layer of the user's own: save its weights alone
   * @throws FormatException naming the file, if it cannot be written
   */
  public static void save(Path file, Model model, ModelCard card) throws IOException {
    Architecture architecture = Architecture.of(model);
    ExpectedState.check(
        "model file: the model holds numbers of a type or shape that its layers do not start with",
        architecture.state(),
        stateOf(model));
    SequencedMap<String, ObjectNode> texts = new LinkedHashMap<>();
    texts.put(Archive.MODEL, describe(model, Optional.of(architecture.toJson()), card));
    SequencedMap<String, SequencedMap<String, Tensor>> tensors = new LinkedHashMap<>();
    tensors.put(Archive.WEIGHTS, model.snapshot());
    Archive.write(file, texts, tensors);
  }

  /** The text {@code model.json}; the architecture is null where there is none in writing. */
  static ObjectNode describe(Layer model, Optional<ObjectNode> architecture, ModelCard card) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put(FORMAT, FORMAT_NAME);
    root.put(VERSION, NEWEST);
    root.set(ARCHITECTURE, architecture.<JsonNode>map(it -> it).orElse(root.nullNode()));
    ArrayNode paths = root.putArray(FROZEN);
    frozen(model).forEach(paths::add);
    CardJson.write(card, root);
    return root;
  }

  static SequencedMap<String, TensorSpec> stateOf(Layer model) {
    SequencedMap<String, TensorSpec> specs = new LinkedHashMap<>();
    model
        .stateDict()
        .forEach((path, parameter) ->
            specs.put(path, new TensorSpec(parameter.dtype(), parameter.shape())));
    return specs;
  }

  // ---- reading ----

  /**
   * Reads a model.
   *
   * @throws FormatException naming file, place, what was expected and what was found
   */
  public static SavedModel load(Path file) throws IOException {
    return Archive.read(file, ModelFile::load);
  }

  private static SavedModel load(Archive archive) throws IOException {
    Description description = description(archive);
    Architecture architecture =
        description
            .architecture()
            .orElseThrow(() ->
                FormatException.of("model file: the layers of this model are not in the file")
                    .fact("expected", "a model of the layers of Fovea alone")
                    .fact("hint", "load it into a model built by code: CheckpointFile.resume"));
    SequencedMap<String, TensorSpec> expected = state(architecture);
    SequencedMap<String, Tensor> weights =
        archive.tensors(
            Archive.WEIGHTS,
            header ->
                ExpectedState.check(
                    "model file: the weights do not fit the architecture",
                    expected,
                    ExpectedState.of(header)));
    Model model = build(architecture);
    model.load(weights);
    freeze(model, description.frozen());
    return new SavedModel(model, description.card());
  }

  /**
   * What {@code model.json} says.
   *
   * @param architecture the layers, if they are in writing
   * @param frozen the paths of parameters that are not trained
   */
  record Description(Optional<Architecture> architecture, List<String> frozen, ModelCard card) {}

  static Description description(Archive archive) throws IOException {
    ObjectNode root = archive.text(Archive.MODEL);
    Fields fields = new Fields("", root);
    if (!fields.text(FORMAT).equals(FORMAT_NAME)) {
      throw FormatException.of("model file: another format")
          .fact("expected", FORMAT_NAME)
          .fact("found", fields.text(FORMAT));
    }
    if (fields.positive(VERSION) > NEWEST) {
      throw FormatException.of("model file: made by a newer version of Fovea")
          .fact("expected", "at most version " + NEWEST)
          .fact("found", "version " + fields.positive(VERSION));
    }
    fields.onlyThese(
        List.of(
            FORMAT,
            VERSION,
            ARCHITECTURE,
            FROZEN,
            CardJson.CLASSES,
            CardJson.PREPROCESSING,
            CardJson.PROVENANCE));
    Optional<Architecture> architecture = Optional.empty();
    if (fields.has(ARCHITECTURE)) {
      architecture = Optional.of(architecture(root.get(ARCHITECTURE)));
    }
    return new Description(architecture, fields.texts(FROZEN), CardJson.read(fields));
  }

  private static Architecture architecture(JsonNode node) throws FormatException {
    try {
      return Architecture.parse(node, ARCHITECTURE);
    } catch (ShapeError wrong) {
      throw unusable(wrong);
    }
  }

  private static SequencedMap<String, TensorSpec> state(Architecture architecture)
      throws FormatException {
    try {
      return architecture.state();
    } catch (ShapeError wrong) {
      throw unusable(wrong);
    }
  }

  private static Model build(Architecture architecture) throws FormatException {
    try {
      return architecture.model(Seed.of(0));
    } catch (ShapeError wrong) {
      throw unusable(wrong);
    }
  }

  private static FormatException unusable(ShapeError wrong) {
    return FormatException.of("model file: the architecture cannot be built")
        .fact("entry", Archive.MODEL)
        .fact("reason", wrong.getMessage())
        .causedBy(wrong);
  }

  /** The paths of the parameters that are not trained. */
  static List<String> frozen(Layer model) {
    return model.allParameters().entrySet().stream()
        .filter(parameter -> !parameter.getValue().trainable())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Freezes these parameters and no others. */
  static void freeze(Layer model, List<String> frozen) throws FormatException {
    SequencedMap<String, Param> parameters = model.allParameters();
    for (String path : frozen) {
      if (!parameters.containsKey(path)) {
        throw FormatException.of("model file: a frozen parameter is not in the model")
            .fact("field", FROZEN)
            .fact("found", path);
      }
    }
    parameters.forEach((path, parameter) -> {
      if (frozen.contains(path)) {
        parameter.freeze();
      } else {
        parameter.unfreeze();
      }
    });
  }
}
