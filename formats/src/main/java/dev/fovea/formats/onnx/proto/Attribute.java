package dev.fovea.formats.onnx.proto;

import dev.fovea.core.Tensor;
import java.util.List;

/** An option of a node. */
public sealed interface Attribute {
  /** The kinds of options. */
  enum Kind {
    REAL,
    WHOLE,
    TEXT,
    REALS,
    WHOLES,
    TEXTS,
    TENSOR,
    OTHER
  }

  /** A number. */
  record Real(double value) implements Attribute {}

  /** A whole number. */
  record Whole(long value) implements Attribute {}

  /** A word. */
  record Text(String value) implements Attribute {}

  /** Numbers. */
  record Reals(List<Double> values) implements Attribute {
    public Reals {
      values = List.copyOf(values);
    }
  }

  /** Whole numbers. */
  record Wholes(List<Long> values) implements Attribute {
    public Wholes {
      values = List.copyOf(values);
    }
  }

  /** Words. */
  record Texts(List<String> values) implements Attribute {
    public Texts {
      values = List.copyOf(values);
    }
  }

  /** A tensor. */
  record Numbers(Tensor value) implements Attribute {}

  /** Something no operator here has: a graph, a type, a sparse tensor. */
  record Other() implements Attribute {}
}
