package dev.fovea.formats.onnx.proto;

import dev.fovea.core.Tensor;
import dev.fovea.files.FormatException;
import dev.fovea.files.StoredTensor;
import dev.fovea.files.bytes.ElementWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Writes ONNX files; the numbers of tensors go straight from memory to the file. */
public final class ModelWriter {
  /** The version of the format that came with operator set 17; older sets may be in it too. */
  private static final int FORMAT = 8;

  private static final int RAW_DATA = 9;

  private ModelWriter() {}

  /**
   * An input or output.
   *
   * @param name its name
   * @param type its element type
   * @param dims its sizes, a name where one is open; empty if not even their number is known
   */
  public record Value(String name, TensorType type, Optional<List<String>> dims) {}

  /**
   * Writes a model.
   *
   * @param operatorSet the version its operators are written in
   * @throws FormatException if it is larger than a protobuf file may be
   */
  public static void write(
      int operatorSet,
      String producerVersion,
      List<NodeProto> nodes,
      SequencedMap<String, StoredTensor> initializers,
      List<Value> inputs,
      List<Value> outputs,
      OutputStream out)
      throws IOException {
    WireWriter graph = new WireWriter();
    nodes.forEach(node -> graph.message(1, message(node)));
    graph.text(2, "network");
    inputs.forEach(input -> graph.message(11, message(input)));
    outputs.forEach(output -> graph.message(12, message(output)));
    SequencedMap<String, byte[]> heads = new LinkedHashMap<>();
    long length = graph.size();
    for (Map.Entry<String, StoredTensor> entry : initializers.entrySet()) {
      byte[] head = head(entry.getKey(), entry.getValue());
      heads.put(entry.getKey(), head);
      length += head.length + ElementWriter.length(entry.getValue());
    }
    WireWriter model =
        new WireWriter()
            .number(1, FORMAT)
            .text(2, "fovea")
            .text(3, producerVersion)
            .message(8, new WireWriter().text(1, "").number(2, operatorSet))
            .prefix(7, length);
    if (model.size() + length > Integer.MAX_VALUE) {
      throw FormatException.of("onnx: the model is too large for one file")
          .fact("expected", "at most " + Integer.MAX_VALUE + " bytes, as protobuf allows")
          .fact("found", model.size() + length);
    }
    out.write(model.toBytes());
    out.write(graph.toBytes());
    for (Map.Entry<String, byte[]> head : heads.entrySet()) {
      StoredTensor tensor = initializers.get(head.getKey());
      out.write(head.getValue());
      if (tensor != null) {
        ElementWriter.write(head.getKey(), tensor, out);
      }
    }
  }

  /** An initializer up to its numbers. */
  private static byte[] head(String name, StoredTensor tensor) {
    long numbers = ElementWriter.length(tensor);
    WireWriter inside = new WireWriter();
    for (int dim : tensor.shape().dims()) {
      inside.number(1, dim);
    }
    inside.number(2, TensorType.of(tensor.type()).number()).text(8, name).prefix(RAW_DATA, numbers);
    WireWriter whole = new WireWriter().prefix(5, inside.size() + numbers);
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(whole.toBytes());
    joined.writeBytes(inside.toBytes());
    return joined.toByteArray();
  }

  private static WireWriter message(Value value) {
    WireWriter shape = new WireWriter();
    for (String dim : value.dims().orElse(List.of())) {
      boolean isNumber = !dim.isEmpty() && dim.chars().allMatch(Character::isDigit);
      shape.message(
          1,
          isNumber
              ? new WireWriter().number(1, Long.parseLong(dim))
              : new WireWriter().text(2, dim));
    }
    WireWriter tensor = new WireWriter().number(1, value.type().number());
    value.dims().ifPresent(_ -> tensor.message(2, shape));
    return new WireWriter().text(1, value.name()).message(2, new WireWriter().message(1, tensor));
  }

  private static WireWriter message(NodeProto node) {
    WireWriter message = new WireWriter();
    node.inputs().forEach(input -> message.text(1, input));
    node.outputs().forEach(output -> message.text(2, output));
    message.text(3, node.name()).text(4, node.operator());
    node.attributes().forEach((name, value) -> message.message(5, message(name, value)));
    return message;
  }

  private static WireWriter message(String name, Attribute attribute) {
    WireWriter message = new WireWriter().text(1, name);
    return switch (attribute) {
      case Attribute.Real(double value) -> message.real(2, value).number(20, 1);
      case Attribute.Whole(long value) -> message.number(3, value).number(20, 2);
      case Attribute.Text(String value) -> message.text(4, value).number(20, 3);
      case Attribute.Numbers(Tensor value) -> message.message(5, message(value)).number(20, 4);
      case Attribute.Reals(List<Double> values) -> message.reals(7, values).number(20, 6);
      case Attribute.Wholes(List<Long> values) -> message.numbers(8, values).number(20, 7);
      case Attribute.Texts(List<String> values) -> {
        values.forEach(value -> message.text(9, value));
        yield message.number(20, 8);
      }
      case Attribute.Other _ -> throw new IllegalStateException("attribute " + name);
    };
  }

  private static WireWriter message(Tensor tensor) {
    StoredTensor stored = StoredTensor.of(tensor);
    WireWriter message = new WireWriter();
    for (int dim : tensor.shape().dims()) {
      message.number(1, dim);
    }
    ByteArrayOutputStream numbers = new ByteArrayOutputStream();
    try {
      ElementWriter.write("attribute", stored, numbers);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return message
        .number(2, TensorType.of(stored.type()).number())
        .bytes(RAW_DATA, numbers.toByteArray());
  }
}
