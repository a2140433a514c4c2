package dev.fovea.formats;

import dev.fovea.files.FormatException;
import dev.fovea.files.NamedTensors;
import dev.fovea.formats.architecture.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/** The tensors a model needs, held against those a file has. */
final class ExpectedState {
  private static final int SHOWN = 8;

  private ExpectedState() {}

  /** What a container declares. */
  static SequencedMap<String, TensorSpec> of(NamedTensors tensors) {
    SequencedMap<String, TensorSpec> specs = new LinkedHashMap<>();
    tensors
        .tensors()
        .forEach((name, tensor) ->
            specs.put(name, new TensorSpec(tensor.type().dtype(), tensor.shape())));
    return specs;
  }

  /**
   * Compares both.
   *
   * @throws FormatException listing what is missing, unexpected and different
   */
  static void check(String title, Map<String, TensorSpec> expected, Map<String, TensorSpec> found)
      throws FormatException {
    List<String> missing = new ArrayList<>(expected.keySet());
    missing.removeAll(found.keySet());
    List<String> unexpected = new ArrayList<>(found.keySet());
    unexpected.removeAll(expected.keySet());
    List<String> different = new ArrayList<>();
    found.forEach((path, spec) -> {
      TensorSpec wanted = expected.get(path);
      if (wanted != null && !Objects.equals(wanted, spec)) {
        different.add(path + " " + spec + ", expected " + wanted);
      }
    });
    if (missing.isEmpty() && unexpected.isEmpty() && different.isEmpty()) {
      return;
    }
    FormatException error = FormatException.of(title);
    error = listed(error, "missing", missing);
    error = listed(error, "unexpected", unexpected);
    throw listed(error, "different", different);
  }

  private static FormatException listed(FormatException error, String key, List<String> lines) {
    if (lines.isEmpty()) {
      return error;
    }
    List<String> shown = new ArrayList<>(lines.subList(0, Math.min(SHOWN, lines.size())));
    if (lines.size() > SHOWN) {
      shown.add("… and " + (lines.size() - SHOWN) + " more");
    }
    return error.fact(key, String.join("\n", shown));
  }
}
