package dev.fovea.formats;

import dev.fovea.core.Tensor;
import dev.fovea.files.FormatException;
import dev.fovea.files.NamedTensors;
import dev.fovea.files.TensorSource;
import dev.fovea.files.bytes.MappedFile;
import dev.fovea.files.json.StrictJson;
import dev.fovea.files.safetensors.SafetensorsLayout;
import dev.fovea.files.zip.ZipArchive;
import dev.fovea.files.zip.ZipMember;
import dev.fovea.files.zip.ZipWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * The zip around a model. Texts are deflated and of bounded length; tensors are stored as they are,
 * so that reading them never takes more memory than the file has bytes.
 */
final class Archive {
  static final String MODEL = "model.json";
  static final String WEIGHTS = "weights.safetensors";
  static final String OPTIMIZER = "optimizer.safetensors";
  static final String TRAINING = "training.json";
  static final String SUMS = "sums.safetensors";
  static final String MEMORY = "memory.safetensors";

  private static final String WHAT = "model file";
  private static final List<String> NAMES =
      List.of(MODEL, WEIGHTS, OPTIMIZER, TRAINING, SUMS, MEMORY);
  private static final int LONGEST_TEXT = 1 << 24;

  private final ZipArchive zip;

  private Archive(ZipArchive zip) {
    this.zip = zip;
  }

  // ---- reading ----

  /** Reads from an open archive. */
  @FunctionalInterface
  interface Reading<T> {
    T from(Archive archive) throws IOException;
  }

  /**
   * Opens a file, checks its entries, and reads.
   *
   * @throws FormatException naming the file
   */
  static <T> T read(Path file, Reading<T> reading) throws FormatException {
    return MappedFile.read(
        file,
        WHAT,
        bytes -> {
          Archive archive = new Archive(ZipArchive.of(bytes, WHAT));
          archive.checkEntries();
          return reading.from(archive);
        });
  }

  /**
   * Opens the weights of a model file.
   *
   * @throws FormatException naming the file
   */
  static TensorSource open(Path file) throws FormatException {
    return MappedFile.open(
        file,
        WHAT,
        bytes -> {
          Archive archive = new Archive(ZipArchive.of(bytes, WHAT));
          archive.checkEntries();
          return archive.tensors(WEIGHTS);
        });
  }

  private void checkEntries() throws FormatException {
    for (String name : zip.members().keySet()) {
      if (!NAMES.contains(name)) {
        throw FormatException.of("model file: unknown entry")
            .fact("expected", String.join(", ", NAMES))
            .fact("found", name);
      }
    }
  }

  boolean has(String name) {
    return zip.members().containsKey(name);
  }

  /** A text of bounded length. */
  ObjectNode text(String name) throws FormatException {
    byte[] text = zip.member(name).content(LONGEST_TEXT);
    try {
      return StrictJson.read(text, WHAT, 0);
    } catch (FormatException wrong) {
      throw wrong.within("entry", name);
    }
  }

  /**
   * Tensors.
   *
   * @param expects looks at types and shapes and refuses what does not fit, before memory is taken
   */
  SequencedMap<String, Tensor> tensors(String name, Check expects) throws IOException {
    NamedTensors tensors = tensors(name);
    try {
      expects.check(tensors);
      return tensors.read();
    } catch (FormatException wrong) {
      throw wrong.within("entry", name);
    }
  }

  private NamedTensors tensors(String name) throws FormatException {
    ZipMember member = zip.member(name);
    if (!member.isStored()) {
      throw FormatException.of("model file: tensors are compressed")
          .fact("entry", name)
          .fact("expected", "stored as they are")
          .fact("found", member.packedLength() + " bytes for " + member.length());
    }
    try {
      return SafetensorsLayout.parse(member.content());
    } catch (FormatException wrong) {
      throw wrong.within("entry", name);
    }
  }

  /** Looks at types and shapes. */
  @FunctionalInterface
  interface Check {
    void check(NamedTensors tensors) throws FormatException;
  }

  // ---- writing ----

  /**
   * Writes a file, whole or not at all.
   *
   * @param texts entries of JSON, by name
   * @param tensors entries of tensors, by name
   */
  static void write(
      Path file,
      SequencedMap<String, ObjectNode> texts,
      SequencedMap<String, SequencedMap<String, Tensor>> tensors)
      throws FormatException {
    ZipWriter.write(
        file,
        zip -> {
          for (Map.Entry<String, ObjectNode> text : texts.entrySet()) {
            zip.deflated(text.getKey(), StrictJson.indented(text.getValue()));
          }
          for (Map.Entry<String, SequencedMap<String, Tensor>> part : tensors.entrySet()) {
            NamedTensors contents = NamedTensors.of(part.getValue());
            zip.stored(part.getKey(), out -> SafetensorsLayout.write(contents, out));
          }
        });
  }
}
