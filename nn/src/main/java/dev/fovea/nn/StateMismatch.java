package dev.fovea.nn;

import dev.fovea.core.Param;
import dev.fovea.core.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Values that do not fit the parameters of a model. The message lists every difference. */
public final class StateMismatch extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 8;

  private StateMismatch(String message) {
    super(message);
  }

  /**
   * Compares values with the state they shall overwrite.
   *
   * @throws StateMismatch if paths, shapes or types differ
   */
  public static void check(Map<String, Param> state, Map<String, Tensor> values) {
    List<String> missing = new ArrayList<>(state.keySet());
    missing.removeAll(values.keySet());
    List<String> unexpected = new ArrayList<>(values.keySet());
    unexpected.removeAll(state.keySet());
    List<String> different = new ArrayList<>();
    state.forEach((path, parameter) -> {
      Tensor value = values.get(path);
      if (value != null
          && !(value.shape().equals(parameter.shape()) && value.dtype() == parameter.dtype())) {
        different.add(
            path
                + ": expected "
                + parameter.shape()
                + " "
                + parameter.dtype()
                + " but was "
                + value.shape()
                + " "
                + value.dtype());
      }
    });
    if (!missing.isEmpty() || !unexpected.isEmpty() || !different.isEmpty()) {
      StringBuilder message = new StringBuilder("load: the values do not fit the model");
      list(message, "missing", missing);
      list(message, "unexpected", unexpected);
      list(message, "different", different);
      throw new StateMismatch(message.toString());
    }
  }

  private static void list(StringBuilder message, String title, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    message.append("\n  ").append(title).append(" (").append(lines.size()).append("):");
    lines.stream().limit(SHOWN).forEach(line -> message.append("\n    ").append(line));
    if (lines.size() > SHOWN) {
      message.append("\n    … and ").append(lines.size() - SHOWN).append(" more");
    }
  }
}
