package dev.fovea.files.pytorch;

import dev.fovea.core.Tensor;
import dev.fovea.files.FloatWidth;
import dev.fovea.files.FormatException;
import dev.fovea.files.NamedTensors;
import dev.fovea.files.StoredTensor;
import dev.fovea.files.StoredType;
import dev.fovea.files.TensorSource;
import dev.fovea.files.bytes.ElementWriter;
import dev.fovea.files.bytes.MappedFile;
import dev.fovea.files.python.PythonValue;
import dev.fovea.files.zip.ZipWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Tensors that {@code torch.save} saved, in its zip format or the one before: state dicts,
 * checkpoints, and tensors alone or in lists. A tensor's name is the keys and indices that lead to
 * it, joined by dots: {@code state_dict.conv1.weight}.
 *
 * <pre>{@code
 * model.load(PyTorchFile.read(file).tensors());
 * PyTorchFile.of(model.snapshot()).write(file);   // for torch.load(file, weights_only=True)
 * }</pre>
 *
 * <p>Such a file is a program for Python. Here only what describes tensors, numbers, texts, lists
 * and dictionaries is understood; a file that names any other class or function is refused, and
 * nothing is run. Views of shared storages, with strides, are followed; types that tensors of ours
 * lack are widened, as {@link StoredType} says.
 *
 * @param tensors the tensors by name, in the order of the file
 * @param root the whole value
 */
public record PyTorchFile(SequencedMap<String, Tensor> tensors, PythonValue root) {
  /** How names of such files end, mostly. */
  public static final String EXTENSION = ".pt";

  /** The name of a tensor that was saved alone. */
  public static final String ALONE = "tensor";

  private static final String FOLDER = "archive/";
  private static final String VERSION = "3\n";

  public PyTorchFile {
    tensors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tensors));
  }

  /** Tensors to be written. */
  public static PyTorchFile of(SequencedMap<String, Tensor> tensors) {
    return new PyTorchFile(tensors, PythonValue.None.NONE);
  }

  // ---- reading ----

  /**
   * Reads a file.
   *
   * @throws FormatException naming the file; if it asks for code, naming the class or function
   */
  public static PyTorchFile read(Path file) throws IOException {
    return MappedFile.read(
        file,
        Saved.WHAT,
        bytes -> {
          Saved saved = Saved.in(bytes);
          return new PyTorchFile(
              NestedTensors.through(saved, bytes.byteSize()).read(), saved.root());
        });
  }

  /**
   * Opens a file of any length, to read some of its tensors. Numbers and texts in dictionaries
   * beside them, such as {@code epoch}, are the metadata.
   *
   * @throws FormatException naming the file; if it asks for code, naming the class or function
   */
  public static TensorSource open(Path file) throws IOException {
    return MappedFile.open(file, Saved.WHAT, PyTorchFile::parse);
  }

  /** Finds the tensors in the bytes of a file. */
  static NamedTensors parse(MemorySegment bytes) throws FormatException {
    return NestedTensors.through(Saved.in(bytes), bytes.byteSize());
  }

  // ---- writing ----

  /**
   * Writes a state dict, whole or not at all.
   *
   * @throws FormatException naming the file
   */
  public void write(Path file) throws IOException {
    write(file, FloatWidth.UNCHANGED);
  }

  /**
   * Writes a state dict with floating-point numbers of another width, whole or not at all.
   *
   * @throws FormatException naming the file; if a number does not fit the width, naming its tensor
   */
  public void write(Path file, FloatWidth width) throws IOException {
    write(file, NamedTensors.of(tensors).in(width));
  }

  /**
   * Writes tensors from anywhere as a state dict, one at a time, whole or not at all. Metadata has
   * no place in it; unsigned integers of several bytes are widened.
   *
   * @throws FormatException naming the file
   */
  public static void write(Path file, NamedTensors contents) throws IOException {
    SequencedMap<String, StoredTensor> tensors = new LinkedHashMap<>();
    contents.tensors().forEach((name, tensor) -> tensors.put(name, widened(tensor)));
    ZipWriter.write(
        file,
        zip -> {
          zip.stored(FOLDER + ZipFormat.PICKLE, StateDictPickle.of(tensors));
          zip.stored(FOLDER + ZipFormat.BYTE_ORDER, ascii(ZipFormat.LITTLE));
          int key = 0;
          for (Map.Entry<String, StoredTensor> tensor : tensors.entrySet()) {
            zip.stored(
                FOLDER + ZipFormat.STORAGE + key++,
                out -> ElementWriter.write(tensor.getKey(), tensor.getValue(), out));
          }
          zip.stored(FOLDER + "version", ascii(VERSION));
        });
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The same tensor in a type that storages of PyTorch have. */
  private static StoredTensor widened(StoredTensor tensor) {
    return TorchType.storage(tensor.type()).isPresent()
        ? tensor
        : tensor.in(StoredType.of(tensor.type().dtype()));
  }
}
