package dev.fovea.cli.run;

import dev.fovea.formats.keras.KerasFile;
import dev.fovea.formats.onnx.OnnxFile;
import dev.fovea.nn.network.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Models that others wrote with their layers: ONNX and Keras. */
public final class ForeignModel {
  /** How names of files end that can be written. */
  public static final List<String> EXTENSIONS =
      Stream.of(
              List.of(OnnxFile.EXTENSION),
              List.of(KerasFile.EXTENSION),
              KerasFile.LEGACY_EXTENSIONS)
          .flatMap(List::stream)
          .toList();

  private ForeignModel() {}

  /** Whether a file is one, by its content. */
  public static boolean isOne(Path file) throws IOException {
    return OnnxFile.isOne(file) || KerasFile.isOne(file);
  }

  /** Whether the name of a file to be written says that it is one of Keras. */
  public static boolean isKeras(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(KerasFile.EXTENSION)
        || KerasFile.LEGACY_EXTENSIONS.stream().anyMatch(name::endsWith);
  }

  /** Reads one. */
  public static Model read(Path file) throws IOException {
    return OnnxFile.isOne(file) ? OnnxFile.read(file) : KerasFile.read(file).network();
  }
}
