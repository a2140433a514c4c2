package dev.fovea.files;

import dev.fovea.core.Tensor;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What a container of tensors holds, in memory or in a file.
 *
 * @param tensors the tensors by name, in order
 * @param metadata what else there is, as text by name
 */
public record NamedTensors(
    SequencedMap<String, StoredTensor> tensors, SequencedMap<String, String> metadata) {
  public NamedTensors {
    tensors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(metadata));
  }

  /** Tensors in memory, to be written in their own types. */
  public static NamedTensors of(SequencedMap<String, Tensor> tensors) {
    SequencedMap<String, StoredTensor> stored = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> stored.put(name, StoredTensor.of(tensor)));
    return new NamedTensors(stored, new LinkedHashMap<>());
  }

  /** The same with other texts beside. */
  public NamedTensors metadata(SequencedMap<String, String> texts) {
    return new NamedTensors(tensors, texts);
  }

  /** The same, to be written with floating-point numbers of this width. */
  public NamedTensors in(FloatWidth width) {
    SequencedMap<String, StoredTensor> changed = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> changed.put(name, width.of(tensor)));
    return new NamedTensors(changed, metadata);
  }

  /** Reads all tensors. */
  public SequencedMap<String, Tensor> read() throws IOException {
    SequencedMap<String, Tensor> read = new LinkedHashMap<>();
    for (Map.Entry<String, StoredTensor> tensor : tensors.entrySet()) {
      read.put(tensor.getKey(), tensor.getValue().read());
    }
    return read;
  }
}
