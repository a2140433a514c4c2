package dev.fovea.files.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.files.FloatWidth;
import dev.fovea.files.FormatException;
import dev.fovea.files.NamedTensors;
import dev.fovea.files.StoredTensor;
import dev.fovea.files.StoredType;
import dev.fovea.files.TensorSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFileTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("a.safetensors");
  }

  @Test
  void everyTypeComesBackToTheBit() throws IOException {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("z.float", Tensor.of(new float[] {1.5f, Float.NaN, -0f, Float.MIN_VALUE}, 2, 2));
    tensors.put("bool", Tensor.of(new boolean[] {true, false, true}, 3));
    tensors.put("double", Tensor.of(new double[] {Math.PI, -1e300}, 1, 2));
    tensors.put("byte", Tensor.of(new byte[] {0, (byte) 200, 127}, 3));
    tensors.put("int", Tensor.of(new int[] {Integer.MIN_VALUE, 7}, 2));
    tensors.put("long", Tensor.of(new long[] {Long.MAX_VALUE}));
    tensors.put("empty", Tensor.of(new float[0], 3, 0));
    float[] many = new float[100_003];
    for (int i = 0; i < many.length; i++) {
      many[i] = i * 0.1f;
    }
    tensors.put("a.many", Tensor.of(many, many.length));
    SequencedMap<String, String> metadata = new LinkedHashMap<>();
    metadata.put("made by", "a test with \"quotes\" and ünicode");

    new SafetensorsFile(tensors, metadata).write(file());
    SafetensorsFile read = SafetensorsFile.read(file());

    assertThat(read.metadata()).isEqualTo(metadata);
    assertThat(read.tensors().sequencedKeySet())
        .containsExactlyElementsOf(tensors.sequencedKeySet());
    tensors.forEach((name, tensor) -> {
      Tensor again = Objects.requireNonNull(read.tensors().get(name), name);
      assertThat(again.shape()).isEqualTo(tensor.shape());
      assertThat(again.dtype()).isEqualTo(tensor.dtype());
      assertThat(again.storage().segment().mismatch(tensor.storage().segment())).isEqualTo(-1);
    });
  }

  @Test
  void theBytesAreThoseOfTheFormat() throws IOException {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("x", Tensor.of(new int[] {1, -2}, 2));
    SafetensorsFile.of(tensors).write(file());
    byte[] bytes = Files.readAllBytes(file());
    String json = "{\"x\":{\"dtype\":\"I32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
    int padded = Math.ceilDiv(json.length(), 8) * 8;
    ByteBuffer expected = ByteBuffer.allocate(8 + padded + 8).order(ByteOrder.LITTLE_ENDIAN);
    expected.putLong(padded).put(json.getBytes(StandardCharsets.UTF_8));
    while (expected.position() < 8 + padded) {
      expected.put((byte) ' ');
    }
    expected.putInt(1).putInt(-2);
    assertThat(bytes).isEqualTo(expected.array());
  }

  @Test
  void halfPrecisionIsWidened() throws IOException {
    ByteBuffer data = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    data.putShort((short) 0x3E00).putShort((short) 0xC000); // 1.5 and -2 as F16
    data.putShort((short) 0x3FC0).putShort((short) 0xC000); // 1.5 and -2 as BF16
    write(
        "{\"h\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]},"
            + "\"b\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[4,8]}}",
        data.array());
    SafetensorsFile read = SafetensorsFile.read(file());
    for (Tensor tensor : read.tensors().values()) {
      assertThat(tensor.dtype()).isEqualTo(DType.FLOAT32);
      assertThat(tensor.toFloatArray()).containsExactly(1.5f, -2f);
    }
  }

  @Test
  void shortIntegersAreWidenedAndKeptInTheFile() throws IOException {
    SequencedMap<String, StoredTensor> tensors = new LinkedHashMap<>();
    Tensor numbers = Tensor.of(new int[] {-3, 100}, 2);
    tensors.put("byte", StoredTensor.of(numbers, StoredType.I8));
    tensors.put("short", StoredTensor.of(numbers, StoredType.I16));
    SafetensorsFile.write(file(), new NamedTensors(tensors, new LinkedHashMap<>()));
    assertThat(Files.readString(file(), StandardCharsets.ISO_8859_1)).contains("I8", "I16");
    try (TensorSource source = SafetensorsFile.open(file())) {
      for (StoredTensor tensor : source.tensors().values()) {
        assertThat(tensor.read().dtype()).isEqualTo(DType.INT32);
        assertThat(tensor.read().toLongArray()).containsExactly(-3, 100);
      }
    }
  }

  @Test
  void floatingPointIsNarrowedIfAsked() throws IOException {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("w", Tensor.of(new float[] {1.5f, 0.1f}, 2));
    tensors.put("n", Tensor.of(new long[] {7}));
    SafetensorsFile.of(tensors).write(file(), FloatWidth.BFLOAT16);
    try (TensorSource source = SafetensorsFile.open(file())) {
      assertThat(source.tensor("w").type()).isEqualTo(StoredType.BF16);
      assertThat(source.tensor("n").type()).isEqualTo(StoredType.I64);
      assertThat(source.tensor("w").read().toFloatArray()).containsExactly(1.5f, 0.100097656f);
    }
  }

  /** The file takes no room on the disk but for its first and last page. */
  @Test
  void oneTensorOfAFileBeyondTwoGibibytesIsRead() throws IOException {
    long huge = 8L * 300_000_000;
    String json =
        "{\"huge\":{\"dtype\":\"F64\",\"shape\":[300000000],\"data_offsets\":[0,%d]},"
                .formatted(huge)
            + "\"small\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[%d,%d]}}"
                .formatted(huge, huge + 8);
    write(json, new byte[0]);
    try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      ByteBuffer numbers = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      numbers.putFloat(1.5f).putFloat(-2).flip();
      channel.write(numbers, 8 + json.length() + huge);
    }
    assertThat(Files.size(file())).isGreaterThan(2L << 30);
    try (TensorSource source = SafetensorsFile.open(file())) {
      assertThat(source.tensor("huge").shape().size()).isEqualTo(300_000_000);
      assertThat(source.tensor("small").read().toFloatArray()).containsExactly(1.5f, -2);
    }
  }

  @Test
  void aClosedFileIsNotRead() throws IOException {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("x", Tensor.of(new float[] {1, 2, 3}, 3));
    SafetensorsFile.of(tensors).write(file());
    TensorSource source = SafetensorsFile.open(file());
    source.close();
    assertThatThrownBy(() -> source.tensor("x").read()).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> source.tensor("y")).hasMessage("no tensor y: expected one of [x]");
  }

  @Test
  void aHeaderOfAbsurdLengthTakesNoMemory() throws IOException {
    byte[] bytes = new byte[64];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(1L << 60);
    Files.write(file(), bytes);
    assertThatThrownBy(() -> SafetensorsFile.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("found:    1152921504606846976");
  }

  @ParameterizedTest
  @CsvSource({"0", "3", "7", "8", "20", "-1"})
  void aTruncatedFileIsRefused(int kept) throws IOException {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("x", Tensor.of(new float[] {1, 2, 3}, 3));
    SafetensorsFile.of(tensors).write(file());
    byte[] whole = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(whole, kept < 0 ? whole.length + kept : kept));
    assertThatThrownBy(() -> SafetensorsFile.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("safetensors: ")
        .hasMessageContaining(file().toString());
  }

  @Test
  void anAbsurdHeaderLengthTakesNoMemory() throws IOException {
    byte[] bytes = new byte[64];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(-1);
    Files.write(file(), bytes);
    assertThatThrownBy(() -> SafetensorsFile.read(file()))
        .hasMessage(
            """
            safetensors: the length of the header is out of range
              file:     %s
              offset:   0
              field:    header length
              expected: from 2 to 56
              found:    18446744073709551615\
            """
                .formatted(file()));
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> SafetensorsFile.read(file()))
        .hasMessage(
            """
            safetensors: the file cannot be read
              file:   %s
              reason: there is no such file\
            """
                .formatted(file()));
  }

  @Test
  void aKeyTwiceIsRefused() throws IOException {
    refused(
        "{\"x\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},"
            + "\"x\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,2]}}",
        2,
        "safetensors: the JSON text cannot be read");
  }

  @Test
  void textBehindTheHeaderIsRefused() throws IOException {
    refused("{} {}", 0, "safetensors: the JSON text cannot be read");
  }

  @Test
  void overlappingTensorsAreRefused() throws IOException {
    refused(
        "{\"x\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},"
            + "\"y\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[2,6]}}",
        6,
        """
        safetensors: tensors overlap
          file:     %s
          tensor:   y
          field:    data_offsets
          expected: begin = 4
          found:    begin = 2\
        """);
  }

  @Test
  void aGapIsRefused() throws IOException {
    refused(
        "{\"y\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}",
        4,
        "safetensors: bytes belong to no tensor");
  }

  @Test
  void bytesBehindTheLastTensorAreRefused() throws IOException {
    refused(
        "{\"y\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}}",
        3,
        """
        safetensors: the file is longer than its tensors
          file:     %s
          expected: 2 bytes after the header
          found:    3 bytes\
        """);
  }

  @Test
  void offsetsOutsideTheFileAreRefused() throws IOException {
    refused(
        "{\"y\":{\"dtype\":\"U8\",\"shape\":[9],\"data_offsets\":[0,9]}}",
        3,
        """
        safetensors: a field of the header has no use
          file:     %s
          field:    y.data_offsets
          expected: from 0 to 3
          found:    9\
        """);
  }

  @Test
  void aSizeThatDoesNotFitIsRefused() throws IOException {
    refused(
        "{\"y\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        4,
        """
        safetensors: offsets do not fit the shape
          file:     %s
          tensor:   y
          shape:    [2] F32
          expected: 8 bytes
          found:    4 bytes, from 0 to 4\
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[-1]",
        "[4294967296]",
        "[65536, 65536]",
        "[2147483647, 2147483647, 0]",
        "[1.5]",
        "3"
      })
  void absurdShapesAreRefused(String shape) throws IOException {
    refused(
        "{\"y\":{\"dtype\":\"U8\",\"shape\":" + shape + ",\"data_offsets\":[0,0]}}",
        0,
        "safetensors: a field of the header has no use");
  }

  @Test
  void anUnknownTypeIsNamed() throws IOException {
    refused(
        "{\"y\":{\"dtype\":\"F8_E4M3\",\"shape\":[1],\"data_offsets\":[0,1]}}",
        1,
        """
        safetensors: a field of the header has no use
          file:     %s
          field:    y.dtype
          expected: one of [F64, F32, F16, BF16, I64, I32, I16, I8, U64, U32, U16, U8, BOOL]
          found:    "F8_E4M3\"\
        """);
  }

  @Test
  void aTruthValueIsZeroOrOne() throws IOException {
    String json = "{\"y\":{\"dtype\":\"BOOL\",\"shape\":[2],\"data_offsets\":[0,2]}}";
    write(json, new byte[] {1, 2});
    assertThatThrownBy(() -> SafetensorsFile.read(file()))
        .hasMessage(
            """
            tensor: a truth value is neither 0 nor 1
              file:     %s
              tensor:   y
              offset:   %d
              expected: 0 or 1
              found:    2\
            """
                .formatted(file(), 8 + json.length() + 1));
  }

  @Test
  void depthWithoutEndIsRefused() throws IOException {
    refused("{\"x\":" + "[".repeat(5000), 0, "safetensors: the JSON text cannot be read");
  }

  /** Whatever byte is changed: an error of ours or tensors, never another exception. */
  @Test
  void noFlippedByteLeadsAstray() throws IOException {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("x", Tensor.of(new float[] {1, 2, 3}, 3));
    tensors.put("flag", Tensor.of(new boolean[] {true}, 1));
    SafetensorsFile.of(tensors).write(file());
    byte[] whole = Files.readAllBytes(file());
    int refused = 0;
    for (int at = 0; at < whole.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] flipped = whole.clone();
        flipped[at] ^= (byte) (1 << bit);
        Files.write(file(), flipped);
        try {
          assertThat(SafetensorsFile.read(file()).tensors()).hasSize(2);
        } catch (FormatException expected) {
          assertThat(expected).hasMessageContaining(file().toString());
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(whole.length);
  }

  private void refused(String json, int data, String message) throws IOException {
    write(json, new byte[data]);
    assertThatThrownBy(() -> SafetensorsFile.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(message.formatted(file()));
  }

  private void write(String json, byte[] data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).array());
    out.write(text);
    out.write(data);
    Files.write(file(), out.toByteArray());
  }
}
