package dev.fovea.formats.keras;

import dev.fovea.files.FormatException;
import dev.fovea.files.bytes.MappedFile;
import dev.fovea.files.json.StrictJson;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Files of Keras: {@code .h5} of Keras 1 and 2 and of tf.keras.
 *
 * <pre>{@code
 * KerasModel keras = KerasFile.read(Path.of("model.h5"));
 * Tensor y = keras.network().predict(keras.fromKeras(imagesWithChannelsLast));
 * }</pre>
 */
public final class KerasFile {
  private static final String WEIGHTS = "model_weights";

  private KerasFile() {}

  /**
   * Reads a model, its layers and weights.
   *
   * @throws FormatException naming the file, and the layer that cannot be represented with the
   *     reason
   */
  public static KerasModel read(Path file) throws IOException {
    return MappedFile.read(file, Hdf5.WHAT, KerasFile::parse);
  }

  /** Reads a model from the bytes of a file. */
  static KerasModel parse(MemorySegment bytes) throws IOException {
    return Hdf5.read(bytes, KerasFile::legacy);
  }

  private static KerasModel legacy(Hdf5Group root) throws IOException {
    Optional<Hdf5Group> inner = root.group(WEIGHTS);
    Optional<String> config = root.text("model_config");
    if (config.isEmpty()) {
      throw FormatException.of(Hdf5.WHAT + ": the file holds weights without layers")
          .fact("expected", "the attribute model_config, as model.save writes it")
          .fact("found", String.join(", ", root.names().stream().limit(8).toList()));
    }
    Hdf5Group weights = inner.orElse(root);
    String version = attribute(root, weights, "keras_version");
    boolean isFlipped = attribute(root, weights, "backend").equals("theano");
    ObjectNode model =
        StrictJson.read(config.get().getBytes(StandardCharsets.UTF_8), Hdf5.WHAT, 0);
    ModelConfig parsed = ModelConfig.read(model, major(version), isFlipped);
    return Importer.read(parsed, new LegacyWeights(weights), version);
  }

  private static String attribute(Hdf5Group root, Hdf5Group weights, String name)
      throws FormatException {
    List<String> found = weights.texts(name);
    return found.isEmpty() ? root.text(name).orElse("") : found.getFirst();
  }

  /** Files from before the version was written are of Keras 1. */
  private static int major(String version) {
    return version.startsWith("3") ? 3 : version.isEmpty() || version.startsWith("1") ? 1 : 2;
  }
}
