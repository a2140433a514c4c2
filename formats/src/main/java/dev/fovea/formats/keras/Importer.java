package dev.fovea.formats.keras;

import dev.fovea.core.DType;
import dev.fovea.core.Shape;
import dev.fovea.core.ShapeError;
import dev.fovea.files.FormatException;
import dev.fovea.nn.Sequential;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Makes a network of ours from Keras' description and weights. */
final class Importer {
  private static final String INPUT_LAYER = "InputLayer";

  /** Sizes that stand in for open ones while shapes are checked, by the number of open ones. */
  private static final List<Integer> STAND_INS = List.of(1, 4096, 512, 64);

  private final StoredWeights stored;
  private final SequencedMap<String, String> names = new LinkedHashMap<>();

  private Importer(StoredWeights stored) {
    this.stored = stored;
  }

  static KerasModel read(ModelConfig config, StoredWeights stored, String version)
      throws FormatException {
    return new Importer(stored).model(config, version);
  }

  /**
   * What the model takes.
   *
   * @param sizes Keras', of one example
   * @param hasOpen whether some of them stand in for sizes that may differ from call to call
   */
  private record Input(Shape sizes, boolean hasOpen) {}

  private KerasModel model(ModelConfig config, String version) throws FormatException {
    List<LayerSpec> line = Line.of(config);
    Input input = input(config, line);
    List<LayerSpec> steps =
        line.stream().filter(layer -> !layer.kind().equals(INPUT_LAYER)).toList();
    Set<String> reserved =
        steps.stream().map(layer -> layer.name().replace('.', '_')).collect(Collectors.toSet());
    boolean areWords = !steps.isEmpty() && steps.getFirst().kind().equals("Embedding");
    Chain chain =
        new Chain(input.sizes, areWords ? DType.INT64 : DType.FLOAT32, names, reserved);
    for (LayerSpec layer : steps) {
      LayerWeights weights = new LayerWeights(layer, stored.of(layer));
      LayerReaders.of(layer).read(layer, weights, chain);
      weights.finish();
    }
    if (!line.isEmpty()) {
      chain.finish(line.getLast());
    }
    Optional<Sequential.Input> known =
        input.hasOpen
            ? Optional.empty()
            : Optional.of(
                new Sequential.Input(
                    chain.inputSizes(), areWords ? DType.INT64 : DType.FLOAT32));
    return new KerasModel(
        new Sequential(chain.layers(), known),
        names,
        chain.inputOrder(),
        chain.order(),
        version);
  }

  // ---- the input ----

  private static Input input(ModelConfig config, List<LayerSpec> line) throws FormatException {
    for (LayerSpec layer : line.subList(0, Math.min(2, line.size()))) {
      for (String key : List.of("batch_input_shape", "batch_shape")) {
        Optional<JsonNode> found = layer.part(key);
        if (found.isPresent()) {
          return input(layer.toString(), found.get());
        }
      }
    }
    if (config.input().isPresent()) {
      return input("build_input_shape", config.input().get());
    }
    throw FormatException.of(Hdf5.WHAT + ": the shape of an example is not in the file")
        .fact("model", config.name())
        .fact("expected", "batch_shape, batch_input_shape or build_input_shape");
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
