package dev.fovea.files.pytorch;

import dev.fovea.files.FormatException;
import dev.fovea.files.NamedTensors;
import dev.fovea.files.StoredTensor;
import dev.fovea.files.bytes.ElementWriter;
import dev.fovea.files.bytes.FileTensor;
import dev.fovea.files.python.PythonValue;
import dev.fovea.files.python.PythonValue.Bytes;
import dev.fovea.files.python.PythonValue.Dictionary;
import dev.fovea.files.python.PythonValue.Scalar;
import dev.fovea.files.python.PythonValue.Sequence;
import dev.fovea.files.python.PythonValue.Special;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/**
 * Names the tensors in a value by the keys that lead to them, joined by dots. The same value may
 * stand in many places, even in itself: steps, depth, names and bytes are bounded.
 */
final class NestedTensors {
  private static final int MOST_STEPS = 1 << 21;
  private static final int MOST_TENSORS = 1 << 17;
  private static final int MOST_TEXTS = 1 << 12;
  private static final int DEEPEST = 64;
  private static final int LONGEST_NAME = 1024;

  /** What the tensors may take in all, however short the file. */
  private static final long HARMLESS = 64L << 20;

  /** How many times the length of the file they may take, if that is more. */
  private static final long MOST_REPEATS = 16;

  private final Saved saved;
  private final long most;
  private final SequencedMap<String, StoredTensor> tensors = new LinkedHashMap<>();
  private final SequencedMap<String, String> texts = new LinkedHashMap<>();
  private int steps;
  private long bytes;

  private NestedTensors(Saved saved, long length) {
    this.saved = saved;
    this.most = Math.max(HARMLESS, MOST_REPEATS * length);
  }

  /**
   * The tensors in a saved value, and the numbers and texts that stand in dictionaries beside them,
   * the first 4096 of these.
   *
   * @param length the length of the file
   */
  static NamedTensors through(Saved saved, long length) throws FormatException {
    NestedTensors walk = new NestedTensors(saved, length);
    walk.visit("", saved.root(), 0);
    return new NamedTensors(walk.tensors, walk.texts);
  }

  private void visit(String name, PythonValue value, int depth) throws FormatException {
    steps++;
    if (steps > MOST_STEPS || depth > DEEPEST) {
      throw FormatException.of("pytorch: the value has too many parts")
          .fact("expected", "at most " + MOST_STEPS + " parts and a depth of " + DEEPEST)
          .fact("at", name);
    }
    switch (value) {
      case TorchTensor tensor -> add(name.isEmpty() ? PyTorchFile.ALONE : name, tensor);
      case Dictionary dictionary -> {
        for (Map.Entry<Scalar, PythonValue> entry : dictionary.entries().entrySet()) {
          String inner = name(name, entry.getKey().toString());
          if (entry.getValue() instanceof Scalar scalar) {
            remember(inner, scalar);
          } else {
            visit(inner, entry.getValue(), depth + 1);
          }
        }
      }
      case Sequence list -> {
        for (int i = 0; i < list.items().size(); i++) {
          PythonValue item = list.items().get(i);
          steps++;
          if (!(item instanceof Scalar)) {
            visit(name(name, Integer.toString(i)), item, depth + 1);
          }
        }
      }
      case Scalar _, Bytes _, Special _ -> {}
    }
  }

  private void remember(String name, Scalar scalar) {
    if (texts.size() < MOST_TEXTS) {
      texts.put(name, scalar.toString());
    }
  }

  private static String name(String outer, String inner) throws FormatException {
    if (outer.length() + inner.length() >= LONGEST_NAME) {
      throw FormatException.of("pytorch: a name is too long")
          .fact("expected", "at most " + LONGEST_NAME + " characters")
          .fact("found", outer.length() + inner.length() + 1);
    }
    return outer.isEmpty() ? inner : outer + "." + inner;
  }

  private void add(String name, TorchTensor tensor) throws FormatException {
    FileTensor.Bytes storage =
        Objects.requireNonNull(saved.storages().get(tensor.key()), tensor.key());
    FileTensor found = new FileTensor(name, tensor.view(), storage);
    if (tensors.putIfAbsent(name, found) != null) {
      throw FormatException.of("pytorch: two tensors have the same name").fact("tensor", name);
    }
    bytes += ElementWriter.length(found);
    if (tensors.size() > MOST_TENSORS || bytes > most) {
      throw FormatException.of("pytorch: the tensors are much larger than the file")
          .fact("tensor", name)
          .fact("expected", "at most " + MOST_TENSORS + " tensors of " + most + " bytes")
          .fact("found", tensors.size() + " tensors of " + bytes + " bytes");
    }
  }
}
