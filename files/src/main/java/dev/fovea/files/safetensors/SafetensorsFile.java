package dev.fovea.files.safetensors;

import dev.fovea.core.Tensor;
import dev.fovea.files.FloatWidth;
import dev.fovea.files.FormatException;
import dev.fovea.files.NamedTensors;
import dev.fovea.files.TensorSource;
import dev.fovea.files.bytes.AtomicFile;
import dev.fovea.files.bytes.MappedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Named tensors in a file, as Hugging Face's safetensors has them: no code, only numbers.
 *
 * <pre>{@code
 * model.load(SafetensorsFile.read(file).tensors());
 * SafetensorsFile.of(model.snapshot()).write(file);
 * }</pre>
 *
 * <p>Types that tensors of ours lack are widened, as {@link dev.fovea.files.StoredType} says; 8-bit
 * floating point and complex numbers are refused. Names keep the order of the file's header.
 *
 * @param tensors the tensors by name
 * @param metadata texts by name
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
public record SafetensorsFile(
    SequencedMap<String, Tensor> tensors, SequencedMap<String, String> metadata) {
  /** How names of such files end. */
  public static final String EXTENSION = ".safetensors";

  public SafetensorsFile {
    tensors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(metadata));
  }

  /** Tensors without metadata. */
  public static SafetensorsFile of(SequencedMap<String, Tensor> tensors) {
    return new SafetensorsFile(tensors, new LinkedHashMap<>());
  }

  /**
   * Reads a file. Every length is checked before memory is taken, so that it never takes more than
   * a few times the size of the file.
   *
   * @throws FormatException naming file, place, what was expected and what was found
   */
  public static SafetensorsFile read(Path file) throws IOException {
    try (TensorSource source = open(file)) {
      return new SafetensorsFile(source.contents().read(), source.contents().metadata());
    }
  }

  /**
   * Opens a file of any length, to read some of its tensors.
   *
   * @throws FormatException naming file, place, what was expected and what was found
   */
  public static TensorSource open(Path file) throws IOException {
    return MappedFile.open(file, SafetensorsLayout.WHAT, SafetensorsLayout::parse);
  }

  /**
   * Writes a file, whole or not at all.
   *
   * @throws FormatException naming the file
   */
  public void write(Path file) throws IOException {
    write(file, FloatWidth.UNCHANGED);
  }

  /**
   * Writes a file with floating-point numbers of another width, whole or not at all.
   *
   * @throws FormatException naming the file; if a number does not fit the width, naming its tensor
   */
  public void write(Path file, FloatWidth width) throws IOException {
    write(file, NamedTensors.of(tensors).metadata(metadata).in(width));
  }

  /**
   * Writes tensors from anywhere, one at a time, whole or not at all.
   *
   * @throws FormatException naming the file
   */
  public static void write(Path file, NamedTensors contents) throws IOException {
    AtomicFile.write(file, out -> SafetensorsLayout.write(contents, out));
  }
}
