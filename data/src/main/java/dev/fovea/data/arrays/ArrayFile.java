package dev.fovea.data.arrays;

import dev.fovea.core.Tensor;
import dev.fovea.data.DataFileException;
import dev.fovea.data.Problem;
import dev.fovea.data.source.SourceFile;
import dev.fovea.files.StoredTensor;
import dev.fovea.files.TensorSource;
import dev.fovea.files.numpy.NpyFile;
import dev.fovea.files.numpy.NpzFile;
import dev.fovea.files.pytorch.PyTorchFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * One array in a file: {@code .npy}, an entry of an {@code .npz}, or a tensor of a {@code .pt} or
 * {@code .pth}. A file whose name has no such ending is told by how it starts: {@code torch.save}
 * adds none by itself.
 *
 * @param path the file
 * @param array the name of the array; may be empty where the file has but one
 */
public record ArrayFile(Path path, Optional<String> array) {
  private static final String WHAT = "arrays";
  private static final byte[] NUMPY = {(byte) 0x93, 'N'};
  private static final byte[] ZIP = {'P', 'K'};
  private static final byte PICKLE = (byte) 0x80;

  /** The only array of a file. */
  public static ArrayFile of(Path path) {
    return new ArrayFile(path, Optional.empty());
  }

  /** An array of a file by name. */
  public static ArrayFile of(Path path, String array) {
    return new ArrayFile(path, Optional.of(array));
  }

  /** Whether a file of this name can be read here. */
  public static boolean isKnown(Path path) {
    return ending(path).isPresent();
  }

  /**
   * Reads the array.
   *
   * @throws DataFileException if the file is missing, or the array is not in it
   * @throws IOException if the file is damaged
   */
  public Tensor read() throws IOException {
    SourceFile file = SourceFile.of(path, WHAT);
    try (TensorSource source = open(file)) {
      SequencedMap<String, StoredTensor> tensors = source.tensors();
      if (array.isEmpty() && tensors.size() != 1) {
        throw new DataFileException(
            file.problem("an array of the file must be named")
                .with("found", tensors.sequencedKeySet()));
      }
      StoredTensor found = array.map(tensors::get).orElse(null);
      if (array.isEmpty()) {
        found = tensors.firstEntry().getValue();
      }
      if (found == null) {
        throw new DataFileException(
            file.problem("no such array in the file")
                .with("expected", array.orElseThrow())
                .with("found", tensors.sequencedKeySet()));
      }
      return found.read();
    }
  }

  /**
   * The names of all arrays of the file.
   *
   * @throws IOException if the file is missing or damaged
   */
  public List<String> names() throws IOException {
    try (TensorSource source = open(SourceFile.of(path, WHAT))) {
      return List.copyOf(source.tensors().sequencedKeySet());
    }
  }

  private TensorSource open(SourceFile file) throws IOException {
    return switch (kind()) {
      case NpyFile.EXTENSION -> {
        if (array.isPresent()) {
          throw new DataFileException(
              file.problem("a .npy file holds one array, without a name")
                  .with("expected", "no name")
                  .with("found", array.get()));
        }
        yield NpyFile.open(path);
      }
      case NpzFile.EXTENSION -> NpzFile.open(path);
      case PyTorchFile.EXTENSION -> PyTorchFile.open(path);
      default ->
          throw new DataFileException(
              file.problem("this kind of file is not known")
                  .with(
                      "expected",
                      "a name that ends in .npy, .npz, .pt or .pth, or what NumPy or PyTorch saved"));
    };
  }

  /**
   * The ending that the name has, or would have by how the file starts; empty if that is nothing.
   */
  private String kind() throws IOException {
    Optional<String> ending = ending(path);
    if (ending.isPresent()) {
      return ending.get();
    }
    byte[] start;
    try (InputStream in = Files.newInputStream(path)) {
      start = in.readNBytes(2);
    }
    if (Arrays.equals(start, NUMPY)) {
      return NpyFile.EXTENSION;
    }
    boolean isTorch = Arrays.equals(start, ZIP) || (start.length == 2 && start[0] == PICKLE);
    return isTorch ? PyTorchFile.EXTENSION : "";
  }

  private static Optional<String> ending(Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".pth") || name.endsWith(PyTorchFile.EXTENSION)) {
      return Optional.of(PyTorchFile.EXTENSION);
    }
    if (name.endsWith(NpzFile.EXTENSION)) {
      return Optional.of(NpzFile.EXTENSION);
    }
    return name.endsWith(NpyFile.EXTENSION) ? Optional.of(NpyFile.EXTENSION) : Optional.empty();
  }

  /** The beginning of an error about this array. */
  Problem problem(String headline) {
    Problem problem = Problem.of(WHAT + ": " + headline).with("file", path);
    return array.isPresent() ? problem.with("array", array.get()) : problem;
  }

  /** The file, and the array where it has a name. */
  @Override
  public String toString() {
    return array.map(name -> path + ", " + name).orElseGet(path::toString);
  }
}
