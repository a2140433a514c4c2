package dev.fovea.formats.keras;

import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.files.FormatException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Makes a network of ours from Keras' description and weights. */
final class Importer {
  private static final String INPUT_LAYER = "InputLayer";
  private static final int DEEPEST = 8;
  private static final String EMBEDDING = "Embedding";
  private static final String INPUT = "input";
  private static final String[] SHAPES = {"batch_shape", "batch_input_shape"};

  /** Sizes that stand in for open ones while shapes are checked, by the number of open ones. */
  private static final List<Integer> STAND_INS = List.of(1, 4096, 512, 64);

  private final StoredWeights stored;
  private final SequencedMap<String, Chain.Entry> entries = new LinkedHashMap<>();
  private final Set<String> open = new HashSet<>();
  private final Map<String, Chain> values = new HashMap<>();
  private final Nodes nodes;

  private Importer(StoredWeights stored, Nodes nodes) {
    this.stored = stored;
    this.nodes = nodes;
  }

  /**
   * Makes the network.
   *
   * @param version of Keras, as the file says
   */
  static KerasModel read(ModelConfig config, StoredWeights stored, String version)
      throws FormatException {
    Set<String> names =
        config.layers().stream()
            .map(layer -> Nodes.pathName(layer.name()))
            .collect(Collectors.toSet());
    return new Importer(stored, new Nodes(Set.of(INPUT), names)).model(config, version);
  }

  private KerasModel model(ModelConfig config, String version) throws FormatException {
    List<LayerSpec> layers = Ordered.of(config);
    if (config.isSequential()) {
      Chain chain = start(INPUT, sequentialInput(config), isEmbedding(layers));
      for (LayerSpec layer : layers) {
        if (!layer.kind().equals(INPUT_LAYER)) {
          apply(layer, chain, stored);
        }
      }
      if (!layers.isEmpty()) {
        chain.finish(layers.getLast());
      }
      return model(List.of(chain), version);
    }
    for (LayerSpec layer : layers) {
      values.put(layer.name(), value(layer, layers));
    }
    List<Chain> outputs = new ArrayList<>();
    for (String name : config.outputs()) {
      Chain chain = given(name).fork();
      chain.finish(layers.getLast());
      outputs.add(chain);
    }
    return model(outputs, version);
  }

  private KerasModel model(List<Chain> outputs, String version) {
    SequencedMap<String, Nodes.Input> inputs = new LinkedHashMap<>();
    List<List<Integer>> inputOrders = new ArrayList<>();
    entries.forEach((name, entry) -> {
      entry.settle();
      inputs.put(
          name,
          new Nodes.Input(
              open.contains(name) ? Optional.empty() : Optional.of(entry.ourSizes()),
              entry.dtype()));
      inputOrders.add(entry.order());
    });
    return new KerasModel(
        nodes.network(inputs, outputs.stream().map(Chain::value).toList()),
        nodes.weights(),
        inputOrders,
        outputs.stream().map(Chain::order).toList(),
        version);
  }

  // ---- layers ----

  private static void apply(LayerSpec layer, Chain chain, StoredWeights stored)
      throws FormatException {
    if (ModelConfig.isModel(layer.kind())) {
      inside(layer, chain, stored);
      return;
    }
    LayerWeights weights = new LayerWeights(layer, stored.of(layer));
    LayerReaders.of(layer).read(layer, weights, chain);
    weights.finish();
  }

  /** The layers of a model that is a layer itself, with its name in front of theirs. */
  private static void inside(LayerSpec model, Chain chain, StoredWeights stored)
      throws FormatException {
    if (model.depth() >= DEEPEST) {
      throw model.refused("models lie in models more than " + DEEPEST + " deep");
    }
    ModelConfig config = ModelConfig.inside(model);
    StoredWeights inner = stored.inside(model, config);
    String before = "";
    for (LayerSpec layer : Ordered.of(config)) {
      boolean isInLine = config.isSequential() || layer.inputs().equals(List.of(before));
      if (!layer.kind().equals(INPUT_LAYER) && !isInLine) {
        throw layer.refused("it is in a branch of the model " + model.name() + " inside");
      }
      before = layer.name();
      if (!layer.kind().equals(INPUT_LAYER)) {
        apply(layer.inside(model), chain, new Renamed(inner, layer));
      }
    }
  }

  /**
   * Weights of a layer whose name has got its model's in front.
   *
   * @param inner where they are
   * @param own the layer with its own name
   */
  private record Renamed(StoredWeights inner, LayerSpec own) implements StoredWeights {
    @Override
    public List<Weight> of(LayerSpec layer) throws FormatException {
      return inner.of(own);
    }

    @Override
    public StoredWeights inside(LayerSpec model, ModelConfig config) throws FormatException {
      return inner.inside(own, config);
    }
  }

  /** What a layer of a functional model gives. */
  private Chain value(LayerSpec layer, List<LayerSpec> all) throws FormatException {
    if (layer.kind().equals(INPUT_LAYER)) {
      return start(Nodes.pathName(layer.name()), input(layer), feedsEmbedding(layer, all));
    }
    List<Chain> from = new ArrayList<>();
    for (String name : layer.inputs()) {
      from.add(given(name).fork());
    }
    if (from.isEmpty()) {
      throw layer.refused("it takes from no layer");
    }
    Optional<Merges.Reader> merge = Merges.of(layer);
    if (merge.isPresent()) {
      return merge.get().join(layer, from);
    }
    if (from.size() > 1) {
      throw layer.refused("it takes from " + String.join(", ", layer.inputs()));
    }
    apply(layer, from.getFirst(), stored);
    return from.getFirst();
  }

  private Chain given(String name) throws FormatException {
    Chain found = values.get(name);
    if (found == null) {
      throw FormatException.of(Hdf5.WHAT + ": a layer is missing").fact("expected", name);
    }
    return found;
  }

  // ---- inputs ----

  /**
   * What the model takes.
   *
   * @param sizes Keras', of one example
   * @param hasOpen whether some of them stand in for sizes that may differ from call to call
   */
  private record Input(Shape sizes, boolean hasOpen) {}

  private Chain start(String name, Input input, boolean areWords) {
    Chain.Entry entry = new Chain.Entry(name, input.sizes, areWords ? DType.INT64 : DType.FLOAT32);
    entries.put(name, entry);
    if (input.hasOpen) {
      open.add(name);
    }
    return new Chain(entry, nodes);
  }

  private static boolean isEmbedding(List<LayerSpec> layers) {
    return layers.stream()
        .filter(layer -> !layer.kind().equals(INPUT_LAYER))
        .findFirst()
        .map(layer -> layer.kind().equals(EMBEDDING))
        .orElse(false);
  }

  private static boolean feedsEmbedding(LayerSpec input, List<LayerSpec> all) {
    return all.stream()
        .anyMatch(layer -> layer.kind().equals(EMBEDDING) && layer.inputs().contains(input.name()));
  }

  private static Input sequentialInput(ModelConfig config) throws FormatException {
    List<LayerSpec> layers = config.layers();
    for (LayerSpec layer : layers.subList(0, Math.min(2, layers.size()))) {
      if (layer.has(SHAPES)) {
        return input(layer);
      }
    }
    if (config.input().isPresent()) {
      return input("build_input_shape", config.input().get());
    }
    throw FormatException.of(Hdf5.WHAT + ": the shape of an example is not in the file")
        .fact("model", config.name())
        .fact("expected", String.join(", ", SHAPES) + " or build_input_shape");
  }

  private static Input input(LayerSpec layer) throws FormatException {
    for (String key : SHAPES) {
      Optional<JsonNode> found = layer.part(key);
      if (found.isPresent()) {
        return input(layer.toString(), found.get());
      }
    }
    throw layer.refused("the shape of an example is not in the file");
  }

  private static Input input(String place, JsonNode sizes) throws FormatException {
    List<Integer> known = new ArrayList<>();
    int open = 0;
    boolean fits = sizes.isArray() && sizes.size() > 1 && sizes.size() <= 5;
    for (int axis = 1; fits && axis < sizes.size(); axis++) {
      JsonNode size = sizes.get(axis);
      open += size.isNull() ? 1 : 0;
      fits = size.isNull() || (size.canConvertToInt() && size.isIntegralNumber());
      known.add(size.isNull() ? 0 : size.asInt(0));
    }
    fits = fits && open <= 3 && known.stream().allMatch(size -> size >= 0 && size <= 1 << 24);
    if (!fits) {
      throw FormatException.of(Hdf5.WHAT + ": the shape of an example has no use")
          .fact("place", place)
          .fact("expected", "null for the batch, then sizes of 1 to 4 axes")
          .fact("found", sizes);
    }
    int standIn = STAND_INS.get(open);
    List<Integer> dims = known.stream().map(size -> size == 0 ? standIn : size).toList();
    try {
      return new Input(Shape.of(dims), open > 0);
    } catch (ShapeError wrong) {
      throw FormatException.of(Hdf5.WHAT + ": the shape of an example has no use")
          .fact("place", place)
          .fact("found", sizes)
          .causedBy(wrong);
    }
  }
}
