package dev.fovea.files.numpy;

import dev.fovea.core.Tensor;
import dev.fovea.files.FloatWidth;
import dev.fovea.files.FormatException;
import dev.fovea.files.NamedTensors;
import dev.fovea.files.StoredTensor;
import dev.fovea.files.TensorSource;
import dev.fovea.files.bytes.AtomicFile;
import dev.fovea.files.bytes.FileTensor;
import dev.fovea.files.bytes.MappedFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * One array in a file, as {@code numpy.save} saves it.
 *
 * <pre>{@code
 * Tensor x = NpyFile.read(Path.of("x_train.npy"));
 * }</pre>
 *
 * <p>Versions 1 to 3, both byte orders, rows or columns first. Types that tensors of ours lack are
 * widened, as {@link dev.fovea.files.StoredType} says; objects, texts, dates, complex and
 * structured numbers are refused by name.
 */
public final class NpyFile {
  /** How names of such files end. */
  public static final String EXTENSION = ".npy";

  /** What the array is called where tensors have names. */
  public static final String ALONE = "array";

  private NpyFile() {}

  /**
   * Reads a file.
   *
   * @throws FormatException naming file, place, what was expected and what was found
   */
  public static Tensor read(Path file) throws IOException {
    try (TensorSource source = open(file)) {
      return source.tensor(ALONE).read();
    }
  }

  /**
   * Opens a file of any length.
   *
   * @throws FormatException naming file, place, what was expected and what was found
   */
  public static TensorSource open(Path file) throws IOException {
    return MappedFile.open(file, NpyLayout.WHAT, NpyFile::parse);
  }

  /** Finds the array in the bytes of a file. */
  static NamedTensors parse(MemorySegment bytes) throws FormatException {
    SequencedMap<String, StoredTensor> array = new LinkedHashMap<>();
    array.put(ALONE, new FileTensor(ALONE, NpyLayout.parse(bytes, bytes.byteSize()), () -> bytes));
    return new NamedTensors(array, new LinkedHashMap<>());
  }

  /**
   * Writes a file, whole or not at all.
   *
   * @throws FormatException naming the file
   */
  public static void write(Path file, Tensor tensor) throws IOException {
    write(file, tensor, FloatWidth.UNCHANGED);
  }

  /**
   * Writes a file with floating-point numbers of another width, whole or not at all. NumPy has no
   * bfloat16: float32 is written instead.
   *
   * @throws FormatException naming the file; also if a number does not fit the width
   */
  public static void write(Path file, Tensor tensor, FloatWidth width) throws IOException {
    StoredTensor stored = width.of(StoredTensor.of(tensor));
    AtomicFile.write(file, out -> NpyLayout.write(ALONE, stored, out));
  }
}
