package dev.fovea.formats.onnx;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.files.StoredTensor;
import dev.fovea.files.bytes.AtomicFile;
import dev.fovea.formats.onnx.proto.Attribute;
import dev.fovea.formats.onnx.proto.ModelWriter;
import dev.fovea.formats.onnx.proto.NodeProto;
import dev.fovea.formats.onnx.proto.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A model of one operator.
 *
 * @param operator its name
 * @param set the operator set
 * @param attributes its options
 * @param inputs its inputs, {@link #NONE} where one is omitted
 * @param constants from which input on they are initializers
 * @param outputs how many it has
 * @param type the type of the outputs
 */
record OneOperator(
    String operator,
    int set,
    SequencedMap<String, Attribute> attributes,
    List<Tensor> inputs,
    int constants,
    int outputs,
    DType type) {
  /** Stands for an input that is omitted. */
  static final Tensor NONE = Tensor.zeros(0);

  /** An operator whose inputs are all data. */
  static OneOperator of(String operator, int set, Tensor... inputs) {
    return new OneOperator(
        operator,
        set,
        new LinkedHashMap<>(),
        Arrays.asList(inputs),
        inputs.length,
        1,
        DType.FLOAT32);
  }

  OneOperator whole(String name, long value) {
    return with(name, new Attribute.Whole(value));
  }

  OneOperator real(String name, double value) {
    return with(name, new Attribute.Real(value));
  }

  OneOperator text(String name, String value) {
    return with(name, new Attribute.Text(value));
  }

  OneOperator wholes(String name, long... values) {
    return with(name, new Attribute.Wholes(Arrays.stream(values).boxed().toList()));
  }

  OneOperator reals(String name, Double... values) {
    return with(name, new Attribute.Reals(List.of(values)));
  }

  OneOperator with(String name, Attribute value) {
    SequencedMap<String, Attribute> more = new LinkedHashMap<>(attributes);
    more.put(name, value);
    return new OneOperator(operator, set, more, inputs, constants, outputs, type);
  }

  /** With initializers from an input on. */
  OneOperator constants(int from) {
    return new OneOperator(operator, set, attributes, inputs, from, outputs, type);
  }

  OneOperator outputs(int count) {
    return new OneOperator(operator, set, attributes, inputs, constants, count, type);
  }

  OneOperator gives(DType dtype) {
    return new OneOperator(operator, set, attributes, inputs, constants, outputs, dtype);
  }

  /** What is given at each run. */
  List<Tensor> data() {
    List<Tensor> data = new ArrayList<>();
    for (int i = 0; i < Math.min(constants, inputs.size()); i++) {
      Tensor input = inputs.get(i);
      if (input != NONE) {
        data.add(input);
      }
    }
    return data;
  }

  void write(Path file) throws IOException {
    List<String> names = new ArrayList<>();
    List<ModelWriter.Value> given = new ArrayList<>();
    SequencedMap<String, StoredTensor> initializers = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      Tensor input = inputs.get(i);
      names.add(input == NONE ? "" : "x" + i);
      if (input != NONE && i < constants) {
        List<String> dims =
            Arrays.stream(input.shape().dims()).mapToObj(Integer::toString).toList();
        given.add(new ModelWriter.Value("x" + i, TensorType.of(input.dtype()), Optional.of(dims)));
      } else if (input != NONE) {
        initializers.put("x" + i, StoredTensor.of(input));
      }
    }
    List<String> results = new ArrayList<>();
    List<ModelWriter.Value> declared = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      results.add("y" + i);
      declared.add(new ModelWriter.Value("y" + i, TensorType.of(type), Optional.empty()));
    }
    NodeProto node = new NodeProto("node", operator, "", names, results, attributes);
    AtomicFile.write(
        file,
        out -> ModelWriter.write(set, "test", List.of(node), initializers, given, declared, out));
  }

  @Override
  public String toString() {
    return operator + " " + set + " " + attributes.values();
  }
}
