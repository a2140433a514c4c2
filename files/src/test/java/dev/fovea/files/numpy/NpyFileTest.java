package dev.fovea.files.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.files.FloatWidth;
import dev.fovea.files.FormatException;
import dev.fovea.files.RealData;
import dev.fovea.files.TensorSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyFileTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("a.npy");
  }

  /** Magic word, version, length of the header, header, data. */
  private void write(int version, String header, byte[] data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0x93);
    out.writeBytes("NUMPY".getBytes(StandardCharsets.US_ASCII));
    out.write(version);
    out.write(0);
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(text.length);
    out.write(length.array(), 0, version == 1 ? 2 : 4);
    out.writeBytes(text);
    out.writeBytes(data);
    Files.write(file(), out.toByteArray());
  }

  private static String header(String type, boolean isFortran, String shape) {
    return "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }"
        .formatted(type, isFortran ? "True" : "False", shape);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  // ---- there and back ----

  private static List<Tensor> oneOfEachType() {
    return List.of(
        Tensor.of(new float[] {1.5f, Float.NaN, -0f, Float.MIN_VALUE, 3, 4}, 2, 3),
        Tensor.of(new boolean[] {true, false, true}, 3),
        Tensor.of(new double[] {Math.PI, -1e300}, 1, 2),
        Tensor.of(new byte[] {0, (byte) 200, 127}, 3),
        Tensor.of(new int[] {Integer.MIN_VALUE, 7}, 2),
        Tensor.of(new long[] {Long.MAX_VALUE}),
        Tensor.of(new float[0], 3, 0));
  }

  @Test
  void everyTypeComesBackToTheBit() throws IOException {
    for (Tensor tensor : oneOfEachType()) {
      NpyFile.write(file(), tensor);
      Tensor again = NpyFile.read(file());
      assertThat(again.shape()).isEqualTo(tensor.shape());
      assertThat(again.dtype()).isEqualTo(tensor.dtype());
      assertThat(again.storage().segment().mismatch(tensor.storage().segment())).isEqualTo(-1);
    }
  }

  /** {@code files/src/test/python/read_with_numpy.py} looks at these with NumPy itself. */
  @Test
  void filesForNumpyAreLeft() throws IOException {
    Path left = Files.createDirectories(Path.of("target", "for-numpy"));
    for (Tensor tensor : oneOfEachType()) {
      String name = tensor.dtype() + "-" + tensor.shape().size() + ".npy";
      NpyFile.write(left.resolve(name), tensor);
    }
    Tensor floats = Tensor.of(new float[] {1.5f, 0.1f}, 2);
    NpyFile.write(left.resolve("float16-2.npy"), floats, FloatWidth.FLOAT16);
    assertThat(NpyFile.read(left.resolve("float16-2.npy")).toFloatArray())
        .containsExactly(1.5f, 0.099975586f);
  }

  @Test
  void theBytesAreThoseOfNumpy() throws IOException {
    NpyFile.write(file(), Tensor.of(new int[] {1, -2}, 2));
    String header = "{'descr': '<i4', 'fortran_order': False, 'shape': (2,), }";
    byte[] written = Files.readAllBytes(file());
    write(1, header + " ".repeat(117 - header.length()) + "\n", bytes(1, 0, 0, 0, -2, -1, -1, -1));
    assertThat(written).isEqualTo(Files.readAllBytes(file()));
    assertThat(written).hasSize(128 + 8);
  }

  // ---- what NumPy can write ----

  @ParameterizedTest
  @CsvSource({
    "<f4, float32",
    "<f8, float64",
    "<f2, float32",
    "<i8, int64",
    "<i4, int32",
    "<i2, int32",
    "|i1, int32",
    "<u8, int64",
    "<u4, int64",
    "<u2, int32",
    "|u1, uint8"
  })
  void everyTypeInBothOrders(String type, String expected) throws IOException {
    int width = type.charAt(2) - '0';
    ByteBuffer little = ByteBuffer.allocate(2 * width).order(ByteOrder.LITTLE_ENDIAN);
    switch (type.substring(1)) {
      case "f4" -> little.putFloat(1).putFloat(2);
      case "f8" -> little.putDouble(1).putDouble(2);
      case "f2" -> little.putShort(Float.floatToFloat16(1)).putShort(Float.floatToFloat16(2));
      default -> little.put(0, (byte) 1).put(width, (byte) 2);
    }
    write(1, header(type, false, "(2,)"), little.array());
    assertOneAndTwo(expected);
    byte[] big = new byte[2 * width];
    for (int i = 0; i < big.length; i++) {
      big[i] = little.get(i / width * width + width - 1 - i % width);
    }
    write(1, header(type.replace('<', '>'), false, "(2,)"), big);
    assertOneAndTwo(expected);
  }

  private void assertOneAndTwo(String dtype) throws IOException {
    Tensor read = NpyFile.read(file());
    assertThat(read.dtype()).isEqualTo(DType.valueOf(dtype.toUpperCase(Locale.ROOT)));
    assertThat(read.toDoubleArray()).containsExactly(1, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyVersion(int version) throws IOException {
    write(version, header("|u1", false, "(2,)"), bytes(1, 2));
    assertOneAndTwo("uint8");
  }

  @Test
  void columnsFirst() throws IOException {
    write(1, header("|u1", true, "(2, 3)"), bytes(1, 4, 2, 5, 3, 6));
    Tensor read = NpyFile.read(file());
    assertThat(read.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(read.toFloatArray()).containsExactly(1, 2, 3, 4, 5, 6);
    write(1, header("|b1", true, "(2, 1, 2)"), bytes(1, 0, 0, 1));
    assertThat(NpyFile.read(file()).toFloatArray()).containsExactly(1, 0, 0, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"()", "(1L,)", "(1, 1)", "[1]", "(  1 , )"})
  void shapesAsVersionsOfPythonWriteThem(String shape) throws IOException {
    write(1, header("|u1", false, shape), bytes(7));
    assertThat(NpyFile.read(file()).item()).isEqualTo(7);
  }

  @Test
  void oneLineWithoutTheLastCommaWillDo() throws IOException {
    write(1, "{\"shape\":(1,),'fortran_order':False,'descr':'|u1'}   \n", bytes(7));
    assertThat(NpyFile.read(file()).item()).isEqualTo(7);
  }

  // ---- what is refused ----

  private void refused(String message) {
    assertThatThrownBy(() -> NpyFile.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessage(message.formatted(file()));
  }

  @Test
  void objectsAreRefusedByName() throws IOException {
    write(1, header("|O", false, "(1,)"), bytes(0x80, 2, 'N', '.'));
    refused(
        """
        numpy: tensors cannot hold elements of this type
          file:     %s
          offset:   10
          expected: one of f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 b1
          found:    |O (Python objects: reading them could run code)\
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "<U5, <U5 (text)",
    "|S3, |S3 (text)",
    "<c8, <c8 (complex numbers)",
    "<f16, <f16 (floating point of another width)",
    "<M8[ns], <M8[ns] (dates and times)",
    "|V4, |V4 (raw bytes)",
    "f9, f9 (floating point of another width)",
    "<b2, <b2",
    "'', ''"
  })
  void otherTypesAreRefusedByName(String type, String found) throws IOException {
    write(1, header(type, false, "(1,)"), new byte[16]);
    assertThatThrownBy(() -> NpyFile.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessageEndingWith("found:    " + found);
  }

  @Test
  void structuredTypesAreRefused() throws IOException {
    write(
        1,
        "{'descr': [('x', '<f4'), ('y', '<f4')], 'fortran_order': False, 'shape': (1,), }",
        new byte[8]);
    refused(
        """
        numpy: tensors cannot hold elements of several parts
          file:     %s
          offset:   10
          expected: one type, such as <f4
          found:    a structured type\
        """);
  }

  @Test
  void truncatedDataIsRefused() throws IOException {
    write(1, header("<f4", false, "(2, 3)"), new byte[23]);
    refused(
        """
        numpy: the file ends too early
          file:     %s
          offset:   10
          shape:    [2, 3] float32
          expected: 24 bytes after the header
          found:    23 bytes\
        """);
    write(1, header("<f4", false, "(2, 3)"), new byte[25]);
    assertThatThrownBy(() -> NpyFile.read(file()))
        .hasMessageStartingWith("numpy: the file is longer than its array\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(2147483648,)",
        "(65536, 65536)",
        "(9223372036854775808,)",
        "(-1,)",
        "(2147483647, 2147483647, 0)",
        "(99999999999999999999999999999999999999999999999,)"
      })
  void sizesThatOverflowAreRefused(String shape) throws IOException {
    write(1, header("|u1", false, shape), new byte[0]);
    assertThatThrownBy(() -> NpyFile.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("numpy: a field of the header has no use\n")
        .hasMessageContaining("expected: at most 64 sizes and 2147483647 elements\n");
  }

  @Test
  void thousandsOfSizesAreRefused() throws IOException {
    write(2, header("|u1", false, "(" + "1,".repeat(30_000) + ")"), new byte[1]);
    assertThatThrownBy(() -> NpyFile.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("numpy: a field of the header has no use\n");
  }

  @Test
  void anAbsurdHeaderLengthTakesNoMemory() throws IOException {
    byte[] file = bytes(0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, -1, -1, -1, -1, '{');
    Files.write(file(), file);
    refused(
        """
        numpy: the header is too long
          file:     %s
          offset:   8
          expected: at most 65536 bytes
          found:    4294967295 bytes\
        """);
    file[6] = 1;
    Files.write(file(), file);
    assertThatThrownBy(() -> NpyFile.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("numpy: the file ends too early\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{'descr'",
        "{'descr': }",
        "[]",
        "7",
        "{'descr': '<f4'",
        "{} {}",
        "{'descr': '<f4', 'fortran_order': False}",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': ()}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': 3}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': ('a',)}",
        "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': ()}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (), 'more': 1}",
        "{'descr': '<f\\x34', 'fortran_order': False, 'shape': ()}",
        "{'descr': open('x'), 'fortran_order': False, 'shape': ()}",
        "((((((((((((((((((((((((((((((((((((((((((((((((((((("
      })
  void headersThatAreNoneAreRefused(String header) throws IOException {
    write(1, header, new byte[4]);
    assertThatThrownBy(() -> NpyFile.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(file().toString());
  }

  @Test
  void anotherFileAndVersionAreSaidToBeOthers() throws IOException {
    Files.write(file(), bytes('P', 'K', 3, 4, 0, 0, 0));
    assertThatThrownBy(() -> NpyFile.read(file()))
        .hasMessageStartingWith("numpy: this is no npy file\n");
    Files.write(file(), new byte[0]);
    assertThatThrownBy(() -> NpyFile.read(file()))
        .hasMessageStartingWith("numpy: this is no npy file\n");
    write(4, header("|u1", false, "()"), new byte[1]);
    refused(
        """
        numpy: unknown version
          file:     %s
          offset:   6
          expected: 1.0, 2.0 or 3.0
          found:    4.0\
        """);
  }

  @Test
  void whereverItIsCutItIsRefused() throws IOException {
    write(1, header("<f4", true, "(2, 3)"), new byte[24]);
    byte[] whole = Files.readAllBytes(file());
    for (int kept = 0; kept < whole.length; kept++) {
      Files.write(file(), Arrays.copyOf(whole, kept));
      assertThatThrownBy(() -> NpyFile.read(file())).isInstanceOf(FormatException.class);
    }
  }

  // ---- files of NumPy itself ----

  @Test
  void recordingsOfMovementsAreRead() throws IOException {
    Tensor x = NpyFile.read(RealData.at("har/x_train.npy"));
    assertThat(x.shape()).isEqualTo(Shape.of(7352, 6, 128));
    assertThat(x.dtype()).isEqualTo(DType.FLOAT32);
    float[] values = x.toFloatArray();
    int gyroscope = 3 * 128;
    assertThat(Arrays.copyOfRange(values, gyroscope, gyroscope + 1))
        .containsExactly(3.0191220e-02f);
    try (TensorSource y = NpyFile.open(RealData.at("har/y_train.npy"))) {
      assertThat(y.tensor(NpyFile.ALONE).shape()).isEqualTo(Shape.of(7352, 1));
      long[] counts = new long[6];
      for (long label : y.tensor(NpyFile.ALONE).read().toLongArray()) {
        counts[(int) label]++;
      }
      assertThat(counts).containsExactly(1226, 1073, 986, 1286, 1374, 1407);
    }
    Tensor subjects = NpyFile.read(RealData.at("har/subject_test.npy"));
    assertThat(subjects.dtype()).isEqualTo(DType.UINT8);
    assertThat(subjects.shape()).isEqualTo(Shape.of(500));
  }
}
