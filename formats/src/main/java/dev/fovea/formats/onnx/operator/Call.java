package dev.fovea.formats.onnx.operator;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.formats.onnx.proto.Attribute;
import dev.fovea.nn.Pass;
import java.util.List;
import java.util.Optional;

/**
 * An operator with what it is given.
 *
 * @param node the operator and its options
 * @param given its inputs, those omitted omitted
 * @param pass training or evaluation
 */
record Call(OnnxOperator node, List<Tensor> given, Pass pass) {
  /** The version of the operator set. */
  int version() {
    return node.version();
  }

  /** An error of this operator. */
  ShapeError error(String what) {
    return ShapeError.of("onnx: " + node.operator() + ": " + what);
  }

  // ---- inputs ----

  /** The first input. */
  Tensor x() {
    return input(0);
  }

  Shape shape() {
    return x().shape();
  }

  Tensor input(int position) {
    return optional(position)
        .orElseThrow(() ->
            error("an input is missing")
                .fact("expected", "an input at position " + position)
                .fact("but was", "inputs at " + node.positions()));
  }

  Optional<Tensor> optional(int position) {
    int index = node.positions().indexOf(position);
    return index < 0 || index >= given.size() ? Optional.empty() : Optional.of(given.get(index));
  }

  /** The numbers of an input that says sizes or axes: it may not depend on the data. */
  long[] longs(int position) {
    return Known.longs(known(position));
  }

  double[] doubles(int position) {
    return Known.doubles(known(position));
  }

  private Tensor known(int position) {
    Tensor tensor = input(position);
    if (!Known.is(tensor)) {
      throw error("an input decides sizes and depends on the data or on what is trained")
          .fact("expected", "a constant, or what is computed from shapes, at position " + position)
          .fact("but was", tensor.op().name() + " " + tensor.shape());
    }
    return tensor;
  }

  // ---- options ----

  boolean has(String name) {
    return node.attributes().containsKey(name);
  }

  long whole(String name, long otherwise) {
    return switch (node.attributes().get(name)) {
      case null -> otherwise;
      case Attribute.Whole(long value) -> value;
      default -> throw wrong(name, "a whole number");
    };
  }

  /** A whole number that fits an int. */
  int small(String name, int otherwise) {
    long value = whole(name, otherwise);
    if (value != (int) value) {
      throw wrong(name, "a small number");
    }
    return (int) value;
  }

  boolean flag(String name, boolean otherwise) {
    return whole(name, otherwise ? 1 : 0) != 0;
  }

  double real(String name, double otherwise) {
    return switch (node.attributes().get(name)) {
      case null -> otherwise;
      case Attribute.Real(double value) -> value;
      default -> throw wrong(name, "a number");
    };
  }

  String text(String name, String otherwise) {
    return switch (node.attributes().get(name)) {
      case null -> otherwise;
      case Attribute.Text(String value) -> value;
      default -> throw wrong(name, "a word");
    };
  }

  Optional<long[]> wholes(String name) {
    return switch (node.attributes().get(name)) {
      case null -> Optional.empty();
      case Attribute.Wholes(List<Long> values) ->
          Optional.of(values.stream().mapToLong(Long::longValue).toArray());
      default -> throw wrong(name, "whole numbers");
    };
  }

  /** As many small numbers as there are axes; all the same if the option is omitted. */
  int[] perAxis(String name, int axes, int otherwise) {
    long[] found = wholes(name).orElse(null);
    int[] numbers = new int[axes];
    if (found != null && found.length != axes) {
      throw wrong(name, axes + " numbers");
    }
    for (int axis = 0; axis < axes; axis++) {
      long number = found == null ? otherwise : found[axis];
      if (number < -(1 << 20) || number > 1 << 20) {
        throw wrong(name, "numbers of at most " + (1 << 20));
      }
      numbers[axis] = (int) number;
    }
    return numbers;
  }

  Optional<double[]> reals(String name) {
    return switch (node.attributes().get(name)) {
      case null -> Optional.empty();
      case Attribute.Reals(List<Double> values) ->
          Optional.of(values.stream().mapToDouble(Double::doubleValue).toArray());
      default -> throw wrong(name, "numbers");
    };
  }

  Optional<Tensor> tensor(String name) {
    return switch (node.attributes().get(name)) {
      case null -> Optional.empty();
      case Attribute.Numbers(Tensor value) -> Optional.of(value);
      default -> throw wrong(name, "a tensor");
    };
  }

  ShapeError wrong(String name, String expected) {
    return error("an option cannot be")
        .fact("option", name)
        .fact("expected", expected)
        .fact("but was", String.valueOf(node.attributes().get(name)));
  }

  // ---- axes ----

  /** The axis an option names, counted from the front. */
  int axis(String name, int otherwise) {
    return shape().axis(small(name, otherwise));
  }

  /** An axis of a tensor of this rank, counted from the front. */
  int axis(long named, int rank) {
    long axis = named < 0 ? named + rank : named;
    if (axis < 0 || axis >= rank) {
      throw error("no such axis")
          .fact("expected", "an axis from " + -rank + " to " + (rank - 1))
          .fact("but was", named);
    }
    return (int) axis;
  }

  /** A number as a size. */
  int size(long number) {
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw error("a size is out of range").fact("but was", number);
    }
    return (int) number;
  }
}
