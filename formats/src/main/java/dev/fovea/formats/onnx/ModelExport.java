package dev.fovea.formats.onnx;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.files.FloatWidth;
import dev.fovea.formats.onnx.LayerExport.Value;
import dev.fovea.formats.onnx.operator.OnnxOperator;
import dev.fovea.formats.onnx.proto.ModelWriter;
import dev.fovea.formats.onnx.proto.NodeProto;
import dev.fovea.formats.onnx.proto.TensorType;
import dev.fovea.nn.Layer;
import dev.fovea.nn.Pass;
import dev.fovea.nn.network.GraphNetwork;
import dev.fovea.nn.network.Model;
import dev.fovea.nn.network.Sequential;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** A whole model as an ONNX graph: its inputs and outputs by name, the batch open. */
final class ModelExport {
  /** Read by everything since 2022, and the first with layer normalization. */
  private static final int OPERATOR_SET = 17;

  private static final String BATCH = "N";
  private static final String INPUT = "input";
  private static final String OUTPUT = "output";

  private final ExportedGraph graph;
  private final List<ModelWriter.Value> inputs = new ArrayList<>();
  private final List<ModelWriter.Value> outputs = new ArrayList<>();
  private final Map<String, String> renamed = new HashMap<>();

  private ModelExport(ExportedGraph graph) {
    this.graph = graph;
  }

  /**
   * Makes the graph of a model.
   *
   * @throws ShapeError naming a layer that cannot be written, or if the input is not known
   */
  static ModelExport of(Model model, FloatWidth width) {
    ModelExport export = new ModelExport(new ExportedGraph(operatorSet(model), width));
    SequencedMap<String, Sequential.Input> takes = inputs(model);
    List<Value> given = new ArrayList<>();
    takes.forEach((name, input) -> given.add(export.input(name, input)));
    LayerExport layers = new LayerExport(export.graph);
    List<Value> found =
        model instanceof GraphNetwork network
            ? layers.graph("", network, given)
            : List.of(layers.layer("", model, given.getFirst()));
    List<String> names =
        model instanceof GraphNetwork network ? network.outputs() : List.of(OUTPUT);
    List<Tensor> two = recorded(model, takes, 2);
    List<Tensor> three = recorded(model, takes, 3);
    for (int i = 0; i < names.size(); i++) {
      export.output(names.get(i), found.get(i), two.get(i), three.get(i));
    }
    return export;
  }

  /** The set of the operators that the model was read with, if it was; they are of one. */
  private static int operatorSet(Layer model) {
    return Stream.of(model)
        .flatMap(layer -> layer.leaves().stream())
        .filter(OnnxOperator.class::isInstance)
        .map(layer -> ((OnnxOperator) layer).version())
        .findFirst()
        .orElse(OPERATOR_SET);
  }

  private static SequencedMap<String, Sequential.Input> inputs(Model model) {
    SequencedMap<String, Optional<Sequential.Input>> takes = new LinkedHashMap<>();
    if (model instanceof GraphNetwork network) {
      takes.putAll(network.inputs());
    } else {
      takes.put(INPUT, model.input());
    }
    SequencedMap<String, Sequential.Input> known = new LinkedHashMap<>();
    takes.forEach((name, input) ->
        known.put(
            name,
            input.orElseThrow(() ->
                ShapeError.of("onnx: the shape of an example is not known")
                    .fact("input", name)
                    .fact("expected", "a model that says what it takes: Sequential.input(…)"))));
    return known;
  }

  private static List<Tensor> recorded(
      Model model, SequencedMap<String, Sequential.Input> takes, int batch) {
    List<Tensor> given =
        takes.values().stream()
            .map(input -> Tensor.input(input.dtype(), input.example().insert(0, batch)))
            .toList();
    return model instanceof GraphNetwork network
        ? network.forward(given, Pass.evaluation())
        : List.of(model.forward(given.getFirst(), Pass.evaluation()));
  }

  private Value input(String name, Sequential.Input input) {
    List<String> dims = new ArrayList<>(List.of(BATCH));
    for (int dim : input.example().dims()) {
      dims.add(Integer.toString(dim));
    }
    String free = graph.free(name);
    inputs.add(new ModelWriter.Value(free, TensorType.of(input.dtype()), Optional.of(dims)));
    return new Value(free, Tensor.input(input.dtype(), input.example().insert(0, 1)));
  }

  /** Names an output; sizes that change with the batch are open. */
  private void output(String name, Value value, Tensor two, Tensor three) {
    List<String> dims = new ArrayList<>();
    for (int axis = 0; axis < two.shape().rank(); axis++) {
      int size = two.shape().dim(axis);
      boolean isFixed = size == three.shape().dim(axis);
      dims.add(isFixed ? Integer.toString(size) : size == 2 ? BATCH : name + "_" + axis);
    }
    String wanted = name;
    if (!value.name().equals(name)) {
      wanted = graph.free(name);
      boolean isGivenByNode =
          graph.nodes().stream().anyMatch(node -> node.outputs().contains(value.name()));
      boolean isUsedTwice = renamed.containsKey(value.name());
      if (isGivenByNode && !isUsedTwice) {
        renamed.put(value.name(), wanted);
      } else {
        String from = renamed.getOrDefault(value.name(), value.name());
        graph.add("Identity", 1, wanted, List.of(from), List.of(wanted), Map.of());
      }
    }
    outputs.add(new ModelWriter.Value(wanted, TensorType.of(two.dtype()), Optional.of(dims)));
  }

  void write(OutputStream out) throws IOException {
    List<NodeProto> nodes =
        graph.nodes().stream()
            .map(node ->
                new NodeProto(
                    node.name(),
                    node.operator(),
                    node.domain(),
                    renamed(node.inputs()),
                    renamed(node.outputs()),
                    node.attributes()))
            .toList();
    String version =
        Optional.ofNullable(getClass().getPackage().getImplementationVersion()).orElse("0");
    ModelWriter.write(
        graph.operatorSet(),
        version,
        nodes,
        Collections.unmodifiableSequencedMap(graph.initializers()),
        inputs,
        outputs,
        out);
  }

  private List<String> renamed(List<String> names) {
    return names.stream().map(name -> renamed.getOrDefault(name, name)).toList();
  }
}
