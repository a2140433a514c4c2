package dev.fovea.files;

import java.util.SequencedMap;

/**
 * Named tensors in an open file. Their types and shapes are known, their numbers are read one
 * tensor at a time from the mapped file, so that a file may be larger than memory.
 *
 * <pre>{@code
 * try (TensorSource source = SafetensorsFile.open(file)) {
 *   Tensor first = source.tensor("conv1.weight").read();
 * }
 * }</pre>
 */
public final class TensorSource implements AutoCloseable {
  private final NamedTensors contents;
  private final Runnable closing;

  /**
   * Tensors that some file holds.
   *
   * @param closing lets go of the file
   */
  public TensorSource(NamedTensors contents, Runnable closing) {
    this.contents = contents;
    this.closing = closing;
  }

  /** What the file holds. */
  public NamedTensors contents() {
    return contents;
  }

  /** The tensors by name, in the order of the file. */
  public SequencedMap<String, StoredTensor> tensors() {
    return contents.tensors();
  }

  /**
   * One tensor.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public StoredTensor tensor(String name) {
    StoredTensor found = tensors().get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "no tensor " + name + ": expected one of " + tensors().sequencedKeySet());
    }
    return found;
  }

  /** Lets go of the file; its tensors can no longer be read. */
  @Override
  public void close() {
    closing.run();
  }
}
