package dev.fovea.formats.keras;

import dev.fovea.files.json.StrictJson;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The {@code .h5} file of Keras 2: the layers as JSON in the attribute {@code model_config}, the
 * weights in the group {@code model_weights}, a group for each layer.
 *
 * @see <a
 *     href="https://github.com/keras-team/keras/blob/master/keras/src/legacy/saving/legacy_h5_format.py">as
 *     Keras reads it</a>
 */
final class LegacyLayout {
  /** The version whose layout this is; later ones read it too. */
  private static final String VERSION = "2.4.0";

  private LegacyLayout() {}

  static byte[] bytes(String name, Exporter.Model model) throws IOException {
    return Hdf5Writer.bytes(root -> {
      ObjectNode config = config(name, model);
      Hdf5Writer.text(
          root, "model_config", new String(StrictJson.compact(config), StandardCharsets.UTF_8));
      Hdf5Writer.text(root, "keras_version", VERSION);
      Hdf5Writer.text(root, "backend", "tensorflow");
      weights(root.putGroup("model_weights"), model.layers());
    });
  }

  private static ObjectNode config(String name, Exporter.Model model) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("class_name", "Sequential");
    ObjectNode config = root.putObject("config");
    config.put("name", name);
    ArrayNode layers = config.putArray("layers");
    ObjectNode input = layers.addObject();
    input.put("class_name", "InputLayer");
    ObjectNode options = input.putObject("config");
    options.set("batch_input_shape", shape(model));
    options.put("dtype", model.dtype());
    options.put("sparse", false);
    options.put("name", name + "_input");
    for (KerasLayer layer : model.layers()) {
      ObjectNode node = layers.addObject();
      node.put("class_name", layer.kind());
      node.set("config", layer.config());
    }
    return root;
  }

  /** Sizes of a batch: that of the batch itself is open. */
  static ArrayNode shape(Exporter.Model model) {
    ArrayNode shape = JsonNodeFactory.instance.arrayNode();
    shape.addNull();
    model.example().forEach(shape::add);
    return shape;
  }

  private static void weights(WritableGroup group, List<KerasLayer> layers) throws IOException {
    Hdf5Writer.texts(group, "layer_names", layers.stream().map(KerasLayer::name).toList());
    Hdf5Writer.text(group, "backend", "tensorflow");
    Hdf5Writer.text(group, "keras_version", VERSION);
    for (KerasLayer layer : layers) {
      WritableGroup own = group.putGroup(layer.name());
      Hdf5Writer.texts(
          own,
          "weight_names",
          layer.weights().stream().map(weight -> path(layer, weight)).toList());
      if (!layer.weights().isEmpty()) {
        WritableGroup inner = own.putGroup(layer.name());
        for (KerasLayer.Weight weight : layer.weights()) {
          Hdf5Writer.numbers(inner, weight.name() + ":0", weight.value());
        }
      }
    }
  }

  private static String path(KerasLayer layer, KerasLayer.Weight weight) {
    return layer.name() + "/" + weight.name() + ":0";
  }
}
