package dev.fovea.files.bytes;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.files.FormatException;
import dev.fovea.files.NamedTensors;
import dev.fovea.files.StoredTensor;
import dev.fovea.files.StoredType;
import dev.fovea.files.TensorSource;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The bytes of a file as memory: nothing is read before it is looked at, whatever the length. */
public final class MappedFile {
  private MappedFile() {}

  /** Makes something of a file's bytes. */
  @FunctionalInterface
  public interface Reading<T> {
    /**
     * Reads.
     *
     * @param bytes the whole file; they may not be kept
     */
    T from(MemorySegment bytes) throws IOException;
  }

  /** Finds the tensors in a file's bytes. */
  @FunctionalInterface
  public interface Parser {
    /**
     * Finds them.
     *
     * @param bytes the whole file; they may be kept
     */
    NamedTensors parse(MemorySegment bytes) throws IOException;
  }

  /**
   * Reads a file and lets go of it.
   *
   * @param what the kind of file, for errors, such as {@code safetensors}
   * @throws FormatException naming the file
   */
  public static <T> T read(Path file, String what, Reading<T> reading) throws FormatException {
    try (Arena arena = Arena.ofConfined()) {
      return reading.from(map(file, arena));
    } catch (IOException failed) {
      throw located(failed, file, what);
    }
  }

  /**
   * Opens a file of tensors.
   *
   * @param what the kind of file, for errors, such as {@code safetensors}
   * @throws FormatException naming the file
   */
  public static TensorSource open(Path file, String what, Parser parser) throws FormatException {
    Arena arena = Arena.ofShared();
    boolean isKept = false;
    try {
      NamedTensors found = parser.parse(map(file, arena));
      SequencedMap<String, StoredTensor> located = new LinkedHashMap<>();
      found.tensors().forEach((name, tensor) -> located.put(name, new InFile(tensor, file, what)));
      NamedTensors contents = new NamedTensors(located, found.metadata());
      TensorSource source = new TensorSource(contents, arena::close);
      isKept = true;
      return source;
    } catch (IOException failed) {
      throw located(failed, file, what);
    } finally {
      if (!isKept) {
        arena.close();
      }
    }
  }

  private static MemorySegment map(Path file, Arena arena) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("it is a folder");
    }
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    }
  }

  private static FormatException located(IOException failed, Path file, String what) {
    return failed instanceof FormatException wrong
        ? wrong.within("file", file)
        : FormatException.of(what + ": the file cannot be read")
            .fact("file", file)
            .fact("reason", AtomicFile.reason(failed))
            .causedBy(failed);
  }

  /** A tensor whose errors name the file. */
  private record InFile(StoredTensor tensor, Path file, String what) implements StoredTensor {
    @Override
    public StoredType type() {
      return tensor.type();
    }

    @Override
    public Shape shape() {
      return tensor.shape();
    }

    @Override
    public Tensor read() throws IOException {
      try {
        return tensor.read();
      } catch (IOException failed) {
        throw located(failed, file, what);
      }
    }
  }
}
