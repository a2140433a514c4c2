package dev.fovea.formats.keras;

import dev.fovea.files.FormatException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The layers of a model one behind the other, from its input to its output. */
final class Line {
  private Line() {}

  /**
   * Puts layers in order.
   *
   * @throws FormatException naming the layer at which the model is no line
   */
  static List<LayerSpec> of(ModelConfig config) throws FormatException {
    if (config.outputs().isEmpty()) {
      return config.layers();
    }
    if (config.outputs().size() > 1) {
      throw FormatException.of(Hdf5.WHAT + ": the model has several outputs")
          .fact("expected", "one")
          .fact("found", String.join(", ", config.outputs()));
    }
    Map<String, LayerSpec> byName = new HashMap<>();
    config.layers().forEach(layer -> byName.put(layer.name(), layer));
    List<LayerSpec> line = new ArrayList<>();
    String wanted = config.outputs().getFirst();
    while (true) {
      LayerSpec layer = byName.remove(wanted);
      if (layer == null) {
        throw FormatException.of(Hdf5.WHAT + ": a layer is missing, or takes from itself")
            .fact("expected", wanted);
      }
      line.addFirst(layer);
      if (layer.inputs().isEmpty()) {
        break;
      }
      if (layer.inputs().size() > 1) {
        throw layer.refused("it takes from " + String.join(", ", layer.inputs()));
      }
      wanted = layer.inputs().getFirst();
    }
    return line;
  }
}
