package dev.fovea.formats.keras;

import dev.fovea.core.shape.ShapeError;
import dev.fovea.files.FormatException;
import dev.fovea.files.bytes.AtomicFile;
import dev.fovea.files.bytes.MappedFile;
import dev.fovea.files.json.StrictJson;
import dev.fovea.files.zip.ZipArchive;
import dev.fovea.nn.network.Sequential;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Files of Keras: {@code .h5} of Keras 1 and 2 and of tf.keras, {@code .keras} of Keras 3.
 *
 * <pre>{@code
 * KerasModel keras = KerasFile.read(Path.of("model.h5"));
 * Tensor y = keras.network().predict(keras.fromKeras(x));
 *
 * KerasFile.write(Path.of("model.keras"), network);
 * }</pre>
 */
public final class KerasFile {
  /** How names of files of version 3 end. */
  public static final String EXTENSION = ".keras";

  /** How names of files of versions 1 and 2 end. */
  public static final List<String> LEGACY_EXTENSIONS = List.of(".h5", ".hdf5");

  private static final String WEIGHTS = "model_weights";
  private static final String NAME = "fovea";
  private static final int LONGEST_TEXT = 1 << 26;

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
    return ZipArchive.isZip(bytes)
        ? archive(ZipArchive.of(bytes, Hdf5.WHAT))
        : Hdf5.read(bytes, KerasFile::legacy);
  }

  /** Whether a file is one of Keras, or an HDF5 file of others, by its content. */
  public static boolean isOne(Path file) throws IOException {
    return MappedFile.read(
        file,
        Hdf5.WHAT,
        bytes ->
            Hdf5.isHdf5(bytes)
                || (ZipArchive.isZip(bytes)
                    && ZipArchive.of(bytes, Hdf5.WHAT)
                        .members()
                        .keySet()
                        .containsAll(List.of(ArchiveLayout.CONFIG, ArchiveLayout.METADATA))));
  }

  private static KerasModel archive(ZipArchive zip) throws IOException {
    MemorySegment weights = zip.member(ArchiveLayout.WEIGHTS).content();
    ObjectNode metadata = text(zip, ArchiveLayout.METADATA);
    String version = metadata.path("keras_version").asString("3");
    // tf.keras 2.12 and later write this layout too.
    ModelConfig config = ModelConfig.read(text(zip, ArchiveLayout.CONFIG), major(version), false);
    try {
      return Hdf5.read(
          weights,
          root -> Importer.read(config, new ArchiveWeights(Optional.of(root), config), version));
    } catch (FormatException wrong) {
      throw wrong.within("entry", ArchiveLayout.WEIGHTS);
    }
  }

  private static ObjectNode text(ZipArchive zip, String name) throws FormatException {
    try {
      return StrictJson.read(zip.member(name).content(LONGEST_TEXT), Hdf5.WHAT, 0);
    } catch (FormatException wrong) {
      throw wrong.within("entry", name);
    }
  }

  /**
   * Writes a network, whole or not at all: as {@code .keras} if the name ends so, else as {@code
   * .h5} in the layout of Keras 2, which version 3 reads too. Images and signals have their
   * channels last in the file.
   *
   * @throws ShapeError naming the layer that Keras has not
   * @throws FormatException naming the file, if it cannot be written
   */
  public static void write(Path file, Sequential network) throws IOException {
    Exporter.Model model = Exporter.describe(network);
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(EXTENSION)) {
      ArchiveLayout.write(file, NAME, model);
    } else {
      byte[] bytes = LegacyLayout.bytes(NAME, model);
      AtomicFile.write(file, out -> out.write(bytes));
    }
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
    ObjectNode model = StrictJson.read(config.get().getBytes(StandardCharsets.UTF_8), Hdf5.WHAT, 0);
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
