package dev.fovea.formats.keras;

import dev.fovea.files.json.StrictJson;
import dev.fovea.files.zip.ZipWriter;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The {@code .keras} file of Keras 3: a zip of {@code metadata.json}, {@code config.json} and
 * {@code model.weights.h5}. In the last, layers are called by class and number ({@code
 * layers/conv2d_1}) and their weights by number.
 *
 * @see <a href="https://github.com/keras-team/keras/blob/master/keras/src/saving/saving_lib.py">as
 *     Keras reads it</a>
 */
final class ArchiveLayout {
  static final String METADATA = "metadata.json";
  static final String CONFIG = "config.json";
  static final String WEIGHTS = "model.weights.h5";
  static final String LAYERS = "layers";
  static final String VARIABLES = "vars";
  private static final String VERSION = "3.0.0";

  private ArchiveLayout() {}

  static void write(Path file, String name, Exporter.Model model) throws IOException {
    byte[] weights = Hdf5Writer.bytes(root -> weights(root, model.layers()));
    ZipWriter.write(
        file,
        zip -> {
          ObjectNode metadata = JsonNodeFactory.instance.objectNode();
          metadata.put("keras_version", VERSION);
          metadata.put("date_saved", "1980-01-01@00:00:00");
          zip.stored(METADATA, StrictJson.compact(metadata));
          zip.stored(CONFIG, StrictJson.compact(config(name, model)));
          zip.stored(WEIGHTS, weights);
        });
  }

  private static ObjectNode config(String name, Exporter.Model model) {
    ObjectNode root = object("keras", "Sequential");
    ObjectNode config = root.putObject("config");
    config.put("name", name);
    config.put("trainable", true);
    ArrayNode layers = config.putArray("layers");
    ObjectNode input = object("keras.layers", "InputLayer");
    ObjectNode options = input.putObject("config");
    options.set("batch_shape", LegacyLayout.shape(model));
    options.put("dtype", model.dtype());
    options.put("sparse", false);
    options.put("name", name + "_input");
    layers.add(input);
    for (KerasLayer layer : model.layers()) {
      ObjectNode node = object("keras.layers", layer.kind());
      node.set("config", modern(layer));
      layers.add(node);
    }
    config.set("build_input_shape", LegacyLayout.shape(model));
    return root;
  }

  private static ObjectNode object(String module, String kind) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("module", module);
    node.put("class_name", kind);
    node.putNull("registered_name");
    return node;
  }

  /** Some options have other names since version 3. */
  private static ObjectNode modern(KerasLayer layer) {
    ObjectNode config = layer.config().deepCopy();
    if (layer.kind().equals("LeakyReLU")) {
      config.set("negative_slope", config.remove("alpha"));
    }
    if (layer.kind().equals("Activation")
        && config.path("activation").asString("").equals("swish")) {
      config.put("activation", "silu");
    }
    return config;
  }

  private static void weights(WritableGroup root, List<KerasLayer> layers) {
    root.putGroup(VARIABLES);
    WritableGroup all = root.putGroup(LAYERS);
    Map<String, Integer> numbers = new HashMap<>();
    for (KerasLayer layer : layers) {
      WritableGroup own =
          all.putGroup(numbered(KerasLayer.groupName(layer.kind()), numbers)).putGroup(VARIABLES);
      for (int i = 0; i < layer.weights().size(); i++) {
        Hdf5Writer.numbers(own, Integer.toString(i), layer.weights().get(i).value());
      }
    }
  }

  /**
   * The name of the next layer of a class: the first has no number.
   *
   * @param numbers how many there were
   */
  static String numbered(String group, Map<String, Integer> numbers) {
    int number = numbers.merge(group, 1, Integer::sum) - 1;
    return number == 0 ? group : group + "_" + number;
  }
}
