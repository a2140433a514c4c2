package dev.fovea.bench.rival;

import dev.fovea.bench.network.Network;
import dev.fovea.bench.network.Step;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A network at its first weights as an ONNX file, for inference: dropout is omitted.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3">the field numbers</a>
 */
final class OnnxModel {
  /** The name of the input. */
  static final String INPUT = "x";

  private static final int IR_VERSION = 8;
  private static final int OPERATOR_SET = 13;
  private static final int FLOAT = 1;
  private static final float BATCH_NORM_EPSILON = 1e-5f;

  private final Message graph = new Message().text(2, "network");
  private int values;

  private OnnxModel() {}

  /** The file for batches of this many examples. */
  static byte[] of(Network network, int batch) {
    OnnxModel model = new OnnxModel();
    network
        .weights()
        .forEach(weight -> model.tensor(weight.path(), weight.shape(), weight.values()));
    String output = model.add("", network.steps(), network.input(), INPUT);
    model.graph.message(11, value(INPUT, batch, network.input()));
    model.graph.message(12, value(output, batch, network.output()));
    return new Message()
        .number(1, IR_VERSION)
        .message(7, model.graph)
        .message(8, new Message().text(1, "").number(2, OPERATOR_SET))
        .bytes();
  }

  private String add(String path, List<Step> steps, List<Integer> input, String x) {
    String y = x;
    List<Integer> shape = input;
    for (Step step : steps) {
      y = add(path, step, shape, y);
      shape = step.output(shape);
    }
    return y;
  }

  private String add(String path, Step step, List<Integer> input, String x) {
    int axes = input.size() - 1;
    return switch (step) {
      case Step.Convolution convolution -> {
        String weights = path + convolution.name();
        List<String> inputs = new ArrayList<>(List.of(x, weights + ".weight"));
        if (convolution.hasBias()) {
          inputs.add(weights + ".bias");
        }
        yield node(
            "Conv",
            inputs,
            window(convolution.kernel(), convolution.stride(), convolution.padding()));
      }
      case Step.Linear linear ->
          node(
              "Gemm",
              List.of(x, path + linear.name() + ".weight", path + linear.name() + ".bias"),
              List.of(integer("transB", 1)));
      case Step.BatchNorm norm -> batchNorm(path + norm.name(), input.getFirst(), x);
      case Step.Relu _ -> node("Relu", List.of(x), List.of());
      case Step.Sigmoid _ -> node("Sigmoid", List.of(x), List.of());
      case Step.MaxPool pool ->
          node(
              "MaxPool",
              List.of(x),
              window(Collections.nCopies(axes, pool.kernel()), pool.stride(), pool.padding()));
      case Step.AvgPool pool ->
          node(
              "AveragePool",
              List.of(x),
              window(Collections.nCopies(axes, pool.kernel()), pool.kernel(), 0));
      case Step.GlobalAvgPool _ ->
          node("Flatten", List.of(node("GlobalAveragePool", List.of(x), List.of())), List.of());
      case Step.Flatten _ -> node("Flatten", List.of(x), List.of());
      case Step.Dropout _ -> x;
      case Step.Block block -> {
        String inside = path + block.name() + ".";
        String y = add(inside, block.body(), input, x);
        String around = add(inside, block.shortcut(input), input, x);
        yield node("Relu", List.of(node("Add", List.of(y, around), List.of())), List.of());
      }
    };
  }

  private String batchNorm(String path, int channels, String x) {
    List<Integer> shape = List.of(channels);
    float[] ones = new float[channels];
    Arrays.fill(ones, 1);
    tensor(path + ".mean", shape, new float[channels]);
    tensor(path + ".var", shape, ones);
    return node(
        "BatchNormalization",
        List.of(x, path + ".weight", path + ".bias", path + ".mean", path + ".var"),
        List.of(new Message().text(1, "epsilon").number(2, BATCH_NORM_EPSILON).number(20, 1)));
  }

  /** Adds an operation; gives the name of its output. */
  private String node(String operation, List<String> inputs, List<Message> attributes) {
    String output = "v" + values++;
    Message node = new Message();
    inputs.forEach(input -> node.text(1, input));
    node.text(2, output).text(4, operation);
    attributes.forEach(attribute -> node.message(5, attribute));
    graph.message(1, node);
    return output;
  }

  private void tensor(String name, List<Integer> shape, float[] values) {
    Message tensor = new Message();
    shape.forEach(size -> tensor.number(1, size));
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    graph.message(5, tensor.number(2, FLOAT).text(8, name).bytes(9, bytes.array()));
  }

  private static Message value(String name, int batch, List<Integer> example) {
    Message shape = new Message().message(1, new Message().number(1, batch));
    example.forEach(size -> shape.message(1, new Message().number(1, size)));
    Message type = new Message().message(1, new Message().number(1, FLOAT).message(2, shape));
    return new Message().text(1, name).message(2, type);
  }

  private static List<Message> window(List<Integer> kernel, int stride, int padding) {
    int axes = kernel.size();
    return List.of(
        integers("kernel_shape", kernel),
        integers("strides", Collections.nCopies(axes, stride)),
        integers("pads", Collections.nCopies(2 * axes, padding)));
  }

  private static Message integer(String name, int value) {
    return new Message().text(1, name).number(3, value).number(20, 2);
  }

  private static Message integers(String name, List<Integer> values) {
    Message attribute = new Message().text(1, name);
    values.forEach(value -> attribute.number(8, value));
    return attribute.number(20, 7);
  }
}
