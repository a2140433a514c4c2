package dev.fovea.formats.onnx;

import dev.fovea.core.Param;
import dev.fovea.core.Tensor;
import dev.fovea.core.op.Fill;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.files.FloatWidth;
import dev.fovea.files.StoredTensor;
import dev.fovea.formats.onnx.proto.Attribute;
import dev.fovea.formats.onnx.proto.NodeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/** A graph that is being written: nodes and initializers with names of their own. */
final class ExportedGraph {
  private static final long FLOAT = 1;

  private final int operatorSet;
  private final FloatWidth width;
  private final List<NodeProto> nodes = new ArrayList<>();
  private final SequencedMap<String, StoredTensor> initializers = new LinkedHashMap<>();
  private final Map<Param, String> known = new IdentityHashMap<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> nodeNames = new HashSet<>();

  ExportedGraph(int operatorSet, FloatWidth width) {
    this.operatorSet = operatorSet;
    this.width = width;
  }

  int operatorSet() {
    return operatorSet;
  }

  List<NodeProto> nodes() {
    return nodes;
  }

  SequencedMap<String, StoredTensor> initializers() {
    return initializers;
  }

  /** A name like this one that no value has yet; it is taken now. */
  String free(String wanted) {
    String name = wanted;
    for (int number = 2; !names.add(name); number++) {
      name = wanted + "#" + number;
    }
    return name;
  }

  /** A parameter under its path; in half precision it is widened again by a node. */
  String parameter(String path, Param parameter) {
    String there = known.get(parameter);
    if (there != null) {
      return there;
    }
    String name = free(path);
    StoredTensor stored = width.of(StoredTensor.of(parameter.snapshot()));
    initializers.put(name, stored);
    String used = name;
    boolean isNarrow = stored.type().isFloating() && stored.type().bytes() < Float.BYTES;
    if (isNarrow) {
      used = free(name + "#float32");
      Map<String, Attribute> to = Map.of("to", new Attribute.Whole(FLOAT));
      add("Cast", 9, name + "/Cast", List.of(name), List.of(used), to);
    }
    known.put(parameter, used);
    return used;
  }

  /**
   * Numbers that belong to the structure. Real ones become nodes: an initializer of real numbers is
   * a weight to whoever trains the model.
   */
  String constant(String wanted, Tensor value) {
    if (value.op() instanceof Fill fill && value.shape().size() > 1 && operatorSet >= 9) {
      long[] dims = Arrays.stream(value.shape().dims()).asLongStream().toArray();
      Tensor one = Tensor.full(fill.value(), value.dtype(), Shape.of(1));
      return node(
          "ConstantOfShape",
          9,
          wanted,
          List.of(constant(wanted + "/shape", dims)),
          Map.of("value", new Attribute.Numbers(one)));
    }
    if (value.dtype().isFloating() && value.shape().rank() > 0) {
      return node("Constant", 1, wanted, List.of(), Map.of("value", new Attribute.Numbers(value)));
    }
    String name = free(wanted);
    initializers.put(name, StoredTensor.of(value));
    return name;
  }

  /** Whole numbers that belong to the structure. */
  String constant(String wanted, long... values) {
    return constant(wanted, Tensor.of(values, values.length));
  }

  /**
   * An operator with one output.
   *
   * @param since the operator set from which on it can be written so
   * @return the name of its output
   */
  String node(
      String operator,
      int since,
      String wanted,
      List<String> inputs,
      Map<String, Attribute> attributes) {
    String output = free(wanted);
    add(operator, since, wanted, inputs, List.of(output), attributes);
    return output;
  }

  /** An operator whose outputs have names already. */
  void add(
      String operator,
      int since,
      String wanted,
      List<String> inputs,
      List<String> outputs,
      Map<String, Attribute> attributes) {
    if (since > operatorSet) {
      throw ShapeError.of("onnx: a layer cannot be written in the operator set of the rest")
          .fact("layer", wanted)
          .fact("operator", operator)
          .fact("expected", "operator set " + since + " or newer")
          .fact("but was", operatorSet);
    }
    String name = wanted;
    for (int number = 2; !nodeNames.add(name); number++) {
      name = wanted + "#" + number;
    }
    nodes.add(new NodeProto(name, operator, "", inputs, outputs, new LinkedHashMap<>(attributes)));
  }
}
