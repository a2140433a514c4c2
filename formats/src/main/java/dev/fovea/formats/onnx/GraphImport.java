package dev.fovea.formats.onnx;

import dev.fovea.core.Param;
import dev.fovea.core.Tensor;
import dev.fovea.core.op.Fill;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.files.FormatException;
import dev.fovea.files.bytes.Dimensions;
import dev.fovea.formats.onnx.operator.Known;
import dev.fovea.formats.onnx.operator.OnnxOperator;
import dev.fovea.formats.onnx.operator.Operators;
import dev.fovea.formats.onnx.proto.Attribute;
import dev.fovea.formats.onnx.proto.ModelProto;
import dev.fovea.formats.onnx.proto.NodeProto;
import dev.fovea.formats.onnx.proto.TensorProto;
import dev.fovea.formats.onnx.proto.TensorType;
import dev.fovea.formats.onnx.proto.ValueProto;
import dev.fovea.nn.Layer;
import dev.fovea.nn.Pass;
import dev.fovea.nn.activation.LogSoftmax;
import dev.fovea.nn.activation.Softmax;
import dev.fovea.nn.network.GraphNetwork;
import dev.fovea.nn.network.Sequential;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A network of the graph in a file. Each node is recorded once with the shapes the file declares:
 * so it is known at once whether they fit, what is constant, and where a batch of fixed size is
 * written into a shape.
 */
final class GraphImport {
  private static final int OLDEST_SET = 1;
  private static final int NEWEST_SET = 23;

  /** Larger tensors are kept beside the weights, not in the structure. */
  private static final int LARGEST_CONSTANT = 1024;

  private static final long MOST_AXES = 64;

  private final ModelProto file;
  private final Map<String, Set<Use>> uses = new HashMap<>();
  private final SequencedMap<String, Optional<Sequential.Input>> inputs = new LinkedHashMap<>();
  private final SequencedMap<String, Param> parameters = new LinkedHashMap<>();
  private final SequencedMap<String, Param> buffers = new LinkedHashMap<>();
  private final SequencedMap<String, Tensor> constants = new LinkedHashMap<>();
  private final List<GraphNetwork.Node> nodes = new ArrayList<>();

  /** What is recorded of each value: absent where a shape is not known. */
  private final Map<String, Tensor> recorded = new HashMap<>();

  private final Set<String> fromInputs = new HashSet<>();
  private final Set<String> nodeNames = new HashSet<>();
  private long declaredBatch = -1;

  /** A place where a value is used. */
  private record Use(String operator, int position) {}

  private GraphImport(ModelProto file) {
    this.file = file;
  }

  static GraphNetwork of(ModelProto file) throws FormatException {
    return new GraphImport(file).network();
  }

  private GraphNetwork network() throws FormatException {
    if (file.operatorSet() < OLDEST_SET || file.operatorSet() > NEWEST_SET) {
      throw FormatException.of("onnx: this operator set is not known here")
          .fact("expected", OLDEST_SET + " to " + NEWEST_SET)
          .fact("found", file.operatorSet());
    }
    List<NodeProto> sorted = NodeOrder.of(file);
    for (NodeProto node : sorted) {
      for (int i = 0; i < node.inputs().size(); i++) {
        uses.computeIfAbsent(node.inputs().get(i), _ -> new HashSet<>())
            .add(new Use(node.operator(), i));
      }
    }
    file.outputs()
        .forEach(output ->
            uses.computeIfAbsent(output.name(), _ -> new HashSet<>()).add(new Use("", 0)));
    readInitializers();
    readInputs();
    for (NodeProto node : sorted) {
      read(node);
    }
    try {
      return new GraphNetwork(
              inputs,
              parameters,
              buffers,
              constants,
              nodes,
              file.outputs().stream().map(ValueProto::name).toList())
          .pruned();
    } catch (IllegalArgumentException wrong) {
      throw FormatException.of("onnx: the nodes make no graph")
          .fact("reason", wrong.getMessage())
          .causedBy(wrong);
    }
  }

  // ---- values that are given ----

  private void readInitializers() throws FormatException {
    Set<String> names = new HashSet<>();
    for (TensorProto tensor : file.initializers()) {
      if (!names.add(tensor.name())) {
        throw FormatException.of("onnx: two initializers have the same name")
            .fact("found", tensor.name());
      }
      Set<Use> places = uses.get(tensor.name());
      if (places != null) {
        keep(tensor.name(), tensor.read(), isTrained(tensor, places), places);
      }
    }
  }

  /** Real numbers with an axis are weights, unless they decide sizes or bounds. */
  private static boolean isTrained(TensorProto tensor, Set<Use> places) throws FormatException {
    return tensor.type().isFloating()
        && tensor.shape().rank() > 0
        && places.stream().noneMatch(use -> Operators.isStructure(use.operator(), use.position()));
  }

  private void keep(String name, Tensor value, boolean isTrained, Set<Use> places) {
    boolean isRunning =
        places.stream()
            .anyMatch(use -> use.operator().equals("BatchNormalization") && use.position() > 2);
    boolean isLarge = value.shape().size() > LARGEST_CONSTANT && !(value.op() instanceof Fill);
    if (isTrained || isLarge) {
      Param parameter = Param.of(name, value);
      (isTrained && !isRunning ? parameters : buffers).put(name, parameter);
      recorded.put(name, parameter.value());
    } else {
      constants.put(name, value);
      recorded.put(name, value);
    }
  }

  private void readInputs() throws FormatException {
    Set<String> given = new HashSet<>();
    file.initializers().forEach(tensor -> given.add(tensor.name()));
    for (ValueProto input : file.inputs()) {
      if (given.contains(input.name())) {
        continue;
      }
      if (inputs.containsKey(input.name())) {
        throw FormatException.of("onnx: two inputs have the same name").fact("found", input.name());
      }
      inputs.put(input.name(), example(input));
      fromInputs.add(input.name());
    }
  }

  /** The shape of one example, if the file says all but the batch; the rest is recorded. */
  private Optional<Sequential.Input> example(ValueProto input) throws FormatException {
    Optional<DType> dtype = TensorType.numbered(input.type()).map(type -> type.element().dtype());
    if (dtype.isEmpty()) {
      throw FormatException.of("onnx: an input is no tensor of a type that is known here")
          .fact("input", input.name())
          .fact("expected", "real or whole numbers or truth values")
          .fact("found", input.type() == 0 ? "no tensor" : "type " + input.type());
    }
    List<Long> dims = input.dims().orElse(List.of());
    if (dims.size() > MOST_AXES) {
      throw shapeOf(input, dims);
    }
    boolean isOpen = dims.stream().skip(1).anyMatch(size -> size < 1);
    if (input.dims().isEmpty() || isOpen) {
      return Optional.empty();
    }
    List<BigInteger> sizes = new ArrayList<>();
    for (int axis = 0; axis < dims.size(); axis++) {
      sizes.add(BigInteger.valueOf(axis == 0 && dims.getFirst() < 1 ? 1 : dims.get(axis)));
    }
    Shape shape = Dimensions.shape(sizes).orElseThrow(() -> shapeOf(input, dims));
    recorded.put(input.name(), Tensor.input(dtype.orElseThrow(), shape));
    if (shape.rank() == 0) {
      return Optional.empty();
    }
    if (declaredBatch < 0) {
      declaredBatch = Math.max(0, dims.getFirst());
    }
    return Optional.of(new Sequential.Input(shape.without(0), dtype.orElseThrow()));
  }

  private static FormatException shapeOf(ValueProto input, List<Long> dims) {
    return FormatException.of("onnx: no input can have this shape")
        .fact("input", input.name())
        .fact("expected", Dimensions.EXPECTED)
        .fact("found", dims);
  }

  // ---- nodes ----

  private void read(NodeProto node) throws FormatException {
    List<Integer> positions =
        IntStream.range(0, node.inputs().size())
            .filter(i -> !node.inputs().get(i).isEmpty())
            .boxed()
            .toList();
    List<String> taken = new ArrayList<>(positions.stream().map(node.inputs()::get).toList());
    OnnxOperator operator =
        new OnnxOperator(
            node.operator(),
            (int) file.operatorSet(),
            node.attributes(),
            positions,
            node.outputs().size());
    boolean isFromInput = taken.stream().anyMatch(fromInputs::contains);
    if (isFromInput) {
      operator = freed(operator, taken);
    }
    List<String> outputs = outputs(node);
    Optional<List<Tensor>> found = record(node, operator, taken);
    boolean isConstant = taken.stream().allMatch(constants::containsKey) && found.isPresent();
    if (isConstant && found.orElseThrow().stream().allMatch(Known::is)) {
      for (int i = 0; i < outputs.size(); i++) {
        Tensor value = found.orElseThrow().get(i);
        keep(outputs.get(i), value, false, uses.getOrDefault(outputs.get(i), Set.of()));
      }
      return;
    }
    nodes.add(new GraphNetwork.Node(nameOf(node), layer(operator, taken), taken, outputs));
    for (int i = 0; i < outputs.size(); i++) {
      if (found.isPresent()) {
        recorded.put(outputs.get(i), found.orElseThrow().get(i));
      }
      if (isFromInput) {
        fromInputs.add(outputs.get(i));
      }
    }
  }

  /** The outputs that something uses, and those before them. */
  private List<String> outputs(NodeProto node) {
    List<String> outputs = new ArrayList<>();
    int last = 0;
    for (int i = 0; i < node.outputs().size(); i++) {
      String name = node.outputs().get(i);
      boolean isNamed = !name.isEmpty();
      outputs.add(isNamed ? name : node.outputs().getFirst() + "#" + i);
      last = isNamed && uses.containsKey(name) ? i : last;
    }
    return outputs.subList(0, last + 1);
  }

  private String nameOf(NodeProto node) {
    String base =
        !node.name().isEmpty()
            ? node.name()
            : node.outputs().getFirst().isEmpty() ? node.operator() : node.outputs().getFirst();
    String name = base;
    for (int number = 2; !nodeNames.add(name); number++) {
      name = base + "#" + number;
    }
    return name;
  }

  private Optional<List<Tensor>> record(NodeProto node, OnnxOperator operator, List<String> taken)
      throws FormatException {
    if (!taken.stream().allMatch(recorded::containsKey)) {
      return Optional.empty();
    }
    try {
      List<Tensor> given = taken.stream().map(recorded::get).toList();
      List<Tensor> found = operator.forward(given, Pass.evaluation());
      if (found.size() < outputs(node).size()) {
        throw FormatException.of("onnx: an output of a node is not known here")
            .fact("node", node.shown())
            .fact("operator", node.operator())
            .fact("expected", "use of the first " + found.size() + " of its outputs alone")
            .fact("found", "use of " + outputs(node).getLast());
      }
      return Optional.of(found);
    } catch (IllegalArgumentException
        | ArithmeticException
        | IndexOutOfBoundsException
        | NegativeArraySizeException wrong) {
      throw FormatException.of("onnx: a node cannot be computed")
          .fact("node", node.shown())
          .fact("operator", node.operator())
          .fact("reason", wrong.getMessage())
          .causedBy(wrong);
    }
  }

  /** Softmax over the classes is our layer, so that whoever looks at the last one knows it. */
  private Layer layer(OnnxOperator operator, List<String> taken) {
    boolean isLog = operator.operator().equals("LogSoftmax");
    if (!isLog && !operator.operator().equals("Softmax")) {
      return operator;
    }
    Tensor x = recorded.get(taken.getFirst());
    long axis =
        operator.attributes().get("axis") instanceof Attribute.Whole(long said)
            ? said
            : operator.version() < 13 ? 1 : -1;
    if (x == null || x.shape().rank() != 2 || (axis != 1 && axis != -1)) {
      return operator;
    }
    return isLog ? new LogSoftmax() : new Softmax();
  }

  // ---- the batch ----

  /**
   * A {@code Reshape} to a shape that begins with the declared batch, of a value that does too,
   * takes the batch as it comes. For the declared batch this is the same.
   */
  private OnnxOperator freed(OnnxOperator operator, List<String> taken) {
    if (!operator.operator().equals("Reshape") || declaredBatch < 1) {
      return operator;
    }
    Tensor data = recorded.get(taken.getFirst());
    boolean hasBatch =
        data != null && data.shape().rank() > 0 && data.shape().dim(0) == declaredBatch;
    if (!hasBatch || !fromInputs.contains(taken.getFirst())) {
      return operator;
    }
    if (operator.attributes().get("shape") instanceof Attribute.Wholes(List<Long> sizes)) {
      SequencedMap<String, Attribute> changed = new LinkedHashMap<>(operator.attributes());
      freed(sizes).ifPresent(free -> changed.put("shape", new Attribute.Wholes(free)));
      return new OnnxOperator(
          operator.operator(),
          operator.version(),
          changed,
          operator.positions(),
          operator.results());
    }
    Tensor target = taken.size() < 2 ? null : constants.get(taken.get(1));
    boolean isMeant =
        operator.attributes().get("allowzero") instanceof Attribute.Whole(long w) && w != 0;
    if (target == null || target.dtype() != DType.INT64 || isMeant) {
      return operator;
    }
    List<Long> sizes = Arrays.stream(target.toLongArray()).boxed().toList();
    Optional<List<Long>> free = freed(sizes);
    if (free.isPresent()) {
      String name = taken.get(1) + "#free";
      long[] values = free.orElseThrow().stream().mapToLong(Long::longValue).toArray();
      constants.put(name, Tensor.of(values, values.length));
      recorded.put(name, constants.get(name));
      taken.set(1, name);
    }
    return operator;
  }

  private Optional<List<Long>> freed(List<Long> sizes) {
    if (sizes.isEmpty() || sizes.getFirst() != declaredBatch) {
      return Optional.empty();
    }
    List<Long> free = new ArrayList<>(sizes);
    free.set(0, 0L);
    return Optional.of(free);
  }
}
