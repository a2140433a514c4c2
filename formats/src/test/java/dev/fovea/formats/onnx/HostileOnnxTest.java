package dev.fovea.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Tensor;
import dev.fovea.files.FormatException;
import dev.fovea.formats.onnx.proto.WireWriter;
import dev.fovea.nn.network.GraphNetwork;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that no one should have written. */
class HostileOnnxTest {
  private static final int FLOAT = 1;

  @TempDir Path folder;

  // ---- files by hand ----

  private static byte[] model(int set, WireWriter graph) {
    return new WireWriter()
        .number(1, 8)
        .message(7, graph)
        .message(8, new WireWriter().text(1, "").number(2, set))
        .toBytes();
  }

  private static WireWriter value(String name, long... dims) {
    WireWriter shape = new WireWriter();
    for (long dim : dims) {
      shape.message(1, new WireWriter().number(1, dim));
    }
    WireWriter tensor = new WireWriter().number(1, FLOAT).message(2, shape);
    return new WireWriter().text(1, name).message(2, new WireWriter().message(1, tensor));
  }

  private static WireWriter node(String operator, String output, String... inputs) {
    WireWriter node = new WireWriter();
    for (String input : inputs) {
      node.text(1, input);
    }
    return node.text(2, output).text(3, "the " + output).text(4, operator);
  }

  private static WireWriter graph(WireWriter... nodes) {
    WireWriter graph = new WireWriter().message(11, value("x", 1, 2)).message(12, value("y", 1, 2));
    for (WireWriter node : nodes) {
      graph.message(1, node);
    }
    return graph;
  }

  private static GraphNetwork parse(byte[] bytes) throws FormatException {
    return OnnxFile.parse(MemorySegment.ofArray(bytes), Optional.empty());
  }

  private static void refused(byte[] bytes, String message) {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThatThrownBy(() -> parse(bytes))
                .isInstanceOf(FormatException.class)
                .hasMessage(message));
  }

  // ---- graphs ----

  @Test
  void aCycleIsRefused() {
    refused(
        model(
            13, graph(node("Relu", "a", "b"), node("Relu", "b", "a"), node("Add", "y", "a", "x"))),
        """
        onnx: the graph has a cycle
          nodes: the a, the b, the y\
        """);
  }

  @Test
  void anUnknownOperatorIsNamedWithItsNode() {
    assertThatThrownBy(() -> parse(model(13, graph(node("Einsum", "y", "x")))))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(
            """
            onnx: an operator is not known here
              node:     the y
              operator: Einsum
              expected: Abs, Add, And, ArgMax,\
            """);
    assertThatThrownBy(
            () -> parse(model(13, graph(node("FusedConv", "y", "x").text(7, "com.microsoft")))))
        .hasMessageContaining("operator: com.microsoft.FusedConv");
  }

  @Test
  void valuesThatNothingGivesAreRefused() {
    refused(
        model(13, graph(node("Add", "y", "x", "ghost"))),
        """
        onnx: nothing gives an input of a node
          node:     the y
          operator: Add
          found:    ghost\
        """);
    refused(
        model(13, graph(node("Relu", "z", "x"))),
        """
        onnx: no node gives an output of the graph
          found: y\
        """);
    refused(
        model(13, graph(node("Relu", "y", "x"), node("Neg", "y", "x"))),
        """
        onnx: a value is given twice
          node:  the y
          found: y\
        """);
  }

  @Test
  void anotherOperatorSetIsRefused() {
    refused(
        model(99, graph(node("Relu", "y", "x"))),
        """
        onnx: this operator set is not known here
          expected: 1 to 23
          found:    99\
        """);
  }

  @Test
  void anOptionOfAnotherKindIsRefused() {
    WireWriter axis = new WireWriter().text(1, "axis").text(4, "one").number(20, 3);
    refused(
        model(13, graph(node("Softmax", "y", "x").message(5, axis))),
        """
        onnx: a node cannot be computed
          node:     the y
          operator: Softmax
          reason:   onnx: Softmax: an option cannot be
                      option:   axis
                      expected: a whole number
                      but was:  Text[value=one]\
        """);
  }

  // ---- tensors ----

  private static WireWriter tensor(String name, int type, long... dims) {
    WireWriter tensor = new WireWriter();
    for (long dim : dims) {
      tensor.number(1, dim);
    }
    return tensor.number(2, type).text(8, name);
  }

  private static byte[] withTensor(WireWriter tensor) {
    return model(13, graph(node("Add", "y", "x", "w")).message(5, tensor));
  }

  @Test
  void absurdSizesAreRefused() {
    refused(
        withTensor(tensor("w", FLOAT, 1L << 60, 1L << 60).bytes(9, new byte[8])),
        """
        onnx: no tensor can have this shape
          tensor:   w
          expected: at most 64 sizes and 2147483647 elements
          found:    [1152921504606846976, 1152921504606846976]\
        """);
    refused(
        withTensor(tensor("w", FLOAT, -2).bytes(9, new byte[8])),
        """
        onnx: no tensor can have this shape
          tensor:   w
          expected: at most 64 sizes and 2147483647 elements
          found:    [-2]\
        """);
    refused(
        withTensor(tensor("w", FLOAT, 2_000_000_000).bytes(9, new byte[8])),
        """
        onnx: the numbers of a tensor do not fill its shape
          tensor:   w
          expected: 2000000000 numbers for [2000000000]
          found:    2 numbers\
        """);
    refused(
        withTensor(tensor("w", 8, 2)),
        """
        onnx: tensors of this element type are not known here
          tensor:   w
          expected: real and whole numbers of 8 to 64 bits, or truth values
          found:    type 8 (string)\
        """);
    refused(
        model(
            13,
            new WireWriter()
                .message(11, value("x", 1L << 40, 2))
                .message(12, value("y", 1, 2))
                .message(1, node("Relu", "y", "x"))),
        """
        onnx: no input can have this shape
          input:    x
          expected: at most 64 sizes and 2147483647 elements
          found:    [1099511627776, 2]\
        """);
  }

  /** Numbers in a list of numbers are as good as raw bytes. */
  @Test
  void numbersMayBeListed() throws FormatException {
    GraphNetwork net = parse(withTensor(tensor("w", FLOAT, 2).reals(4, List.of(1.0, 2.0))));
    assertThat(net.predict(Tensor.zeros(1, 2)).toFloatArray()).containsExactly(1, 2);
    GraphNetwork apart = parse(withTensor(tensor("w", FLOAT, 2).real(4, 1).real(4, 2)));
    assertThat(apart.predict(Tensor.zeros(1, 2)).toFloatArray()).containsExactly(1, 2);
    // 1 and 2 in half precision, as whole numbers.
    GraphNetwork half = parse(withTensor(tensor("w", 10, 2).numbers(5, List.of(0x3C00L, 0x4000L))));
    assertThat(half.predict(Tensor.zeros(1, 2)).toFloatArray()).containsExactly(1, 2);
  }

  /** Two constants that would be 16 GiB if someone asked for their product. */
  @Test
  void largeConstantsTakeNoMemory() throws FormatException {
    byte[] sizes =
        ByteBuffer.allocate(16)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(40_000)
            .putLong(40_000)
            .array();
    WireWriter graph =
        graph(
                node("ConstantOfShape", "big", "sizes"),
                node("ReduceSum", "sum", "big"),
                node("Add", "y", "x", "sum"))
            .message(5, tensor("sizes", 7, 2).bytes(9, sizes));
    assertThat(parse(model(13, graph)).nodes()).hasSize(2);
  }

  // ---- external data ----

  private static WireWriter external(String name, String location, String... more) {
    WireWriter tensor = tensor(name, FLOAT, 2).number(14, 1);
    tensor.message(13, new WireWriter().text(1, "location").text(2, location));
    for (int i = 0; i < more.length; i += 2) {
      tensor.message(13, new WireWriter().text(1, more[i]).text(2, more[i + 1]));
    }
    return tensor;
  }

  private Path write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  private static byte[] twoNumbers() {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putFloat(3).putFloat(4).array();
  }

  @Test
  void dataInAnotherFileOfTheFolderIsRead() throws IOException {
    write("m/data/w.bin", Arrays.copyOf(new byte[4], 12));
    Files.write(folder.resolve("m/data/w.bin"), new byte[4]);
    Files.write(folder.resolve("m/data/w.bin"), twoNumbers(), StandardOpenOption.APPEND);
    Path file =
        write("m/m.onnx", withTensor(external("w", "data/w.bin", "offset", "4", "length", "8")));
    assertThat(OnnxFile.read(file).predict(Tensor.zeros(1, 2)).toFloatArray())
        .containsExactly(3, 4);
  }

  @Test
  void dataOutsideTheFolderIsNotRead() throws IOException {
    Path secret = write("secret.bin", twoNumbers());
    Files.createDirectories(folder.resolve("m"));
    Files.createSymbolicLink(folder.resolve("m/link.bin"), secret);
    for (String location :
        List.of("../secret.bin", secret.toString(), "x/../../secret.bin", "link.bin", "")) {
      Path file = write("m/m.onnx", withTensor(external("w", location)));
      assertThatThrownBy(() -> OnnxFile.read(file))
          .isInstanceOf(FormatException.class)
          .hasMessageStartingWith("onnx: external data outside the model's folder is not read")
          .hasMessageContaining("tensor:   w");
    }
    try (Stream<Path> left = Files.list(folder.resolve("m"))) {
      assertThat(left).hasSize(2);
    }
  }

  @Test
  void dataBeyondItsFileIsRefused() throws IOException {
    write("m/w.bin", twoNumbers());
    for (String offset : List.of("4", "-4", "9223372036854775807", "four")) {
      Path file = write("m/m.onnx", withTensor(external("w", "w.bin", "offset", offset)));
      assertThatThrownBy(() -> OnnxFile.read(file))
          .isInstanceOf(FormatException.class)
          .hasMessageStartingWith("onnx: external data ");
    }
  }

  // ---- bytes ----

  /** Cut anywhere and with any bit turned over, a file is read or refused. */
  @Test
  void damagedFilesAreRefused() {
    byte[] whole =
        model(
            13,
            graph(
                    node("Constant", "c")
                        .message(
                            5,
                            new WireWriter()
                                .text(1, "value_floats")
                                .reals(7, List.of(1.0, 2.0))
                                .number(20, 6)),
                    node("Mul", "m", "x", "c"),
                    node("Add", "y", "m", "w"))
                .message(5, tensor("w", FLOAT, 2).bytes(9, twoNumbers())));
    int read = 0;
    int refused = 0;
    for (int kept = 0; kept <= whole.length; kept++) {
      byte[] cut = Arrays.copyOf(whole, kept);
      if (isRead(cut)) {
        read++;
      } else {
        refused++;
      }
    }
    for (int at = 0; at < whole.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] turned = whole.clone();
        turned[at] ^= (byte) (1 << bit);
        if (isRead(turned)) {
          read++;
        } else {
          refused++;
        }
      }
    }
    assertThat(read).isPositive();
    assertThat(refused).isGreaterThan(whole.length);
  }

  private static boolean isRead(byte[] bytes) {
    try {
      parse(bytes);
      return true;
    } catch (FormatException refused) {
      assertThat(refused.getMessage()).startsWith("onnx: ");
      return false;
    }
  }

  @Test
  void whatIsNoModelIsRefused() {
    refused(
        new byte[0],
        """
        onnx: this is no ONNX model
          expected: a version of the format and a graph
          found:    version 0, no graph\
        """);
    refused(
        new byte[] {(byte) 0xFF, (byte) 0xFF},
        """
        onnx: the file ends too early
          message: model
          offset:  2
          field:   tag\
        """);
    refused(
        new WireWriter().number(1, 8).prefix(7, 1L << 60).toBytes(),
        """
        onnx: the file ends too early
          message:  model
          offset:   12
          field:    7
          expected: 1152921504606846976 bytes
          found:    0 bytes\
        """);
  }

  @Test
  void aMillionNodesAreTooMany() {
    WireWriter graph = graph();
    for (int i = 0; i <= 100_000; i++) {
      graph.message(1, new WireWriter());
    }
    refused(
        model(13, graph),
        """
        onnx: the graph has too many nodes
          expected: at most 100000\
        """);
  }
}
