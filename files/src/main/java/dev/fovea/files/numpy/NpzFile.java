package dev.fovea.files.numpy;

import dev.fovea.core.Tensor;
import dev.fovea.files.FloatWidth;
import dev.fovea.files.FormatException;
import dev.fovea.files.NamedTensors;
import dev.fovea.files.StoredTensor;
import dev.fovea.files.TensorSource;
import dev.fovea.files.bytes.FileTensor;
import dev.fovea.files.bytes.MappedFile;
import dev.fovea.files.zip.ZipArchive;
import dev.fovea.files.zip.ZipMember;
import dev.fovea.files.zip.ZipWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Named arrays in a file, as {@code numpy.savez} and {@code savez_compressed} save them.
 *
 * <pre>{@code
 * Tensor x = NpzFile.read(file, "x_train").tensors().get("x_train");
 * NpzFile.of(tensors).write(file);
 * }</pre>
 *
 * @param tensors the arrays by name
 */
public record NpzFile(SequencedMap<String, Tensor> tensors) {
  /** How names of such files end. */
  public static final String EXTENSION = ".npz";

  /** The first bytes of an entry: all that comes before the numbers. */
  private static final int BEGINNING = 16 + NpyLayout.LONGEST_HEADER;

  public NpzFile {
    tensors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tensors));
  }

  /** Arrays to be written. */
  public static NpzFile of(SequencedMap<String, Tensor> tensors) {
    return new NpzFile(tensors);
  }

  /**
   * Reads a file.
   *
   * @param only the names of the arrays wanted; all if there are none. Others may be of a type that
   *     cannot be read
   * @throws FormatException naming file, entry, what was expected and what was found
   */
  public static NpzFile read(Path file, String... only) throws IOException {
    try (TensorSource source = open(file, only)) {
      return new NpzFile(source.contents().read());
    }
  }

  /**
   * Opens a file of any length, to read some of its arrays.
   *
   * @param only the names of the arrays wanted; all if there are none
   * @throws FormatException naming file, entry, what was expected and what was found
   */
  public static TensorSource open(Path file, String... only) throws IOException {
    List<String> wanted = List.of(only);
    return MappedFile.open(file, NpyLayout.WHAT, bytes -> parse(bytes, wanted));
  }

  /** Finds the arrays in the bytes of a file. */
  static NamedTensors parse(MemorySegment bytes, List<String> only) throws FormatException {
    ZipArchive zip = ZipArchive.of(bytes, NpyLayout.WHAT);
    SequencedMap<String, StoredTensor> arrays = new LinkedHashMap<>();
    for (String name : only) {
      arrays.put(name, array(zip.member(name + NpyFile.EXTENSION), name));
    }
    if (only.isEmpty()) {
      for (ZipMember member : zip.members().values()) {
        String name = name(member);
        arrays.put(name, array(member, name));
      }
    }
    return new NamedTensors(arrays, new LinkedHashMap<>());
  }

  private static String name(ZipMember member) throws FormatException {
    String entry = member.name();
    if (!entry.endsWith(NpyFile.EXTENSION)) {
      throw FormatException.of("numpy: an entry is no array")
          .fact("entry", entry)
          .fact("expected", "a name that ends in " + NpyFile.EXTENSION);
    }
    return entry.substring(0, entry.length() - NpyFile.EXTENSION.length());
  }

  private static StoredTensor array(ZipMember member, String name) throws FormatException {
    try {
      return new FileTensor(
          name, NpyLayout.parse(member.beginning(BEGINNING), member.length()), member::content);
    } catch (FormatException wrong) {
      throw wrong.within("entry", member.name());
    }
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
   * Writes a file with floating-point numbers of another width, whole or not at all. NumPy has no
   * bfloat16: float32 is written instead.
   *
   * @throws FormatException naming the file; if a number does not fit the width, naming its array
   */
  public void write(Path file, FloatWidth width) throws IOException {
    write(file, NamedTensors.of(tensors).in(width));
  }

  /**
   * Writes tensors from anywhere, one at a time, not compressed, whole or not at all. Metadata has
   * no place in such a file.
   *
   * @throws FormatException naming the file
   */
  public static void write(Path file, NamedTensors contents) throws IOException {
    ZipWriter.write(
        file,
        zip -> {
          for (Map.Entry<String, StoredTensor> tensor : contents.tensors().entrySet()) {
            zip.stored(
                tensor.getKey() + NpyFile.EXTENSION,
                out -> NpyLayout.write(tensor.getKey(), tensor.getValue(), out));
          }
        });
  }
}
