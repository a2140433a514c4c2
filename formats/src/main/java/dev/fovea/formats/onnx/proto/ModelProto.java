package dev.fovea.formats.onnx.proto;

import dev.fovea.files.FormatException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An ONNX file.
 *
 * @param operatorSet the version of ONNX's operators it is written in
 * @param nodes the operators, in the order of the file
 * @param initializers tensors with values
 * @param inputs what the graph is given; in old files initializers too
 * @param outputs what it gives
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3">the schema</a>
 */
public record ModelProto(
    long operatorSet,
    List<NodeProto> nodes,
    List<TensorProto> initializers,
    List<ValueProto> inputs,
    List<ValueProto> outputs) {
  private static final int MOST_NODES = 100_000;

  public ModelProto {
    nodes = List.copyOf(nodes);
    initializers = List.copyOf(initializers);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * Finds what a file holds; the numbers of its tensors are read when asked for.
   *
   * @param file the whole file
   * @param folder where tensors in other files are looked for
   * @throws FormatException naming place, what was expected and what was found
   */
  public static ModelProto parse(MemorySegment file, Optional<Path> folder) throws FormatException {
    WireReader message = WireReader.of(file, "model");
    long format = 0;
    long operatorSet = 0;
    WireReader graph = null;
    while (message.next()) {
      switch (message.field()) {
        case 1 -> format = message.number();
        case 7 -> graph = message.inside("graph");
        case 8 -> {
          WireReader set = message.inside("operator set");
          String domain = "";
          long version = 0;
          while (set.next()) {
            switch (set.field()) {
              case 1 -> domain = set.text();
              case 2 -> version = set.number();
              default -> {}
            }
          }
          if (domain.isEmpty() || domain.equals("ai.onnx")) {
            operatorSet = version;
          }
        }
        default -> {}
      }
    }
    if (graph == null || format < 1) {
      throw FormatException.of("onnx: this is no ONNX model")
          .fact("expected", "a version of the format and a graph")
          .fact("found", "version " + format + (graph == null ? ", no graph" : ""));
    }
    // Files before version 3 of the format do not say it: then it is the first.
    return readGraph(graph, format < 3 ? Math.max(1, operatorSet) : operatorSet, file, folder);
  }

  private static ModelProto readGraph(
      WireReader message, long operatorSet, MemorySegment file, Optional<Path> folder)
      throws FormatException {
    List<NodeProto> nodes = new ArrayList<>();
    List<TensorProto> initializers = new ArrayList<>();
    List<ValueProto> inputs = new ArrayList<>();
    List<ValueProto> outputs = new ArrayList<>();
    @Nullable WireReader sparse = null;
    while (message.next()) {
      switch (message.field()) {
        case 1 -> {
          if (nodes.size() == MOST_NODES) {
            throw FormatException.of("onnx: the graph has too many nodes")
                .fact("expected", "at most " + MOST_NODES);
          }
          nodes.add(NodeProto.read(message.inside("node"), file, folder));
        }
        case 5 -> initializers.add(TensorProto.read(message.inside("tensor"), file, folder));
        case 11 -> inputs.add(ValueProto.read(message.inside("input")));
        case 12 -> outputs.add(ValueProto.read(message.inside("output")));
        case 15 -> sparse = message.inside("sparse tensor");
        default -> {}
      }
    }
    if (sparse != null) {
      throw FormatException.of("onnx: sparse initializers are not known here");
    }
    return new ModelProto(operatorSet, nodes, initializers, inputs, outputs);
  }

  /** Whether bytes are a message with the version of the format first and a graph in it. */
  public static boolean mayBe(MemorySegment file) {
    try {
      WireReader message = WireReader.of(file, "model");
      boolean isFirst = message.next() && message.field() == 1 && message.number() < 100;
      boolean hasGraph = false;
      while (isFirst && message.next()) {
        hasGraph |= message.field() == 7 && message.hasLength();
      }
      return hasGraph;
    } catch (FormatException _) {
      return false;
    }
  }
}
