package dev.fovea.formats.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Seed;
import dev.fovea.files.FormatException;
import dev.fovea.nn.network.Sequential;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Files that are cut, lie or mean harm: a clear error, bounded memory and time. */
class HostileKerasFileTest {
  @TempDir Path folder;

  private static final Duration SOON = Duration.ofSeconds(20);

  private Path written(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] golden(String name) throws IOException {
    return Files.readAllBytes(KerasGoldenTest.file(name));
  }

  private void refused(Path file, String... parts) {
    Assertions.assertTimeoutPreemptively(
        SOON,
        () ->
            assertThatThrownBy(() -> KerasFile.read(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("file: ")
                .hasMessageContaining(file.toString())
                .hasMessageContainingAll(parts));
  }

  // ---- HDF5 ----

  @Test
  void aCutFile() throws IOException {
    byte[] whole = golden("depthwise");
    for (int kept : List.of(0, 7, 8, 40, 100, 500, 2000, whole.length / 2)) {
      refused(written("cut.h5", Arrays.copyOf(whole, kept)), "keras: ");
    }
  }

  @Test
  void anotherFile() throws IOException {
    Path file = written("words.h5", "not a model".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> KerasFile.read(file))
        .hasMessage(
            """
            keras: this is no HDF5 file
              file:     %s
              offset:   0
              expected: \\x89HDF\\r\\n\\x1a\\n
              found:    6e 6f 74 20 61 20 6d 6f\
            """
                .formatted(file));
  }

  /** A tree of names of which every branch is the next tree twice: 2⁴⁰ leaves in 2 kB. */
  @Test
  void aTreeThatBranchesInCircles() throws IOException {
    ByteBuffer file = ByteBuffer.allocate(6000).order(ByteOrder.LITTLE_ENDIAN);
    file.put(golden("depthwise"), 0, 56);
    file.putLong(40, file.capacity());
    file.position(56);
    file.putLong(0).putLong(96).putInt(1).putInt(0).putLong(200).putLong(136);
    file.position(96);
    file.put((byte) 1).put((byte) 0).putShort((short) 1).putInt(1).putInt(24).putInt(0);
    file.putShort((short) 0x11).putShort((short) 16).putInt(0).putLong(200).putLong(136);
    file.position(136);
    file.put("HEAP".getBytes(StandardCharsets.US_ASCII)).putInt(0).putLong(8).putLong(1);
    file.putLong(168);
    for (int level = 40; level > 0; level--) {
      int at = 200 + (40 - level) * 80;
      file.position(at);
      file.put("TREE".getBytes(StandardCharsets.US_ASCII)).put((byte) 0).put((byte) level);
      file.putShort((short) 2).putLong(-1).putLong(-1);
      file.putLong(0).putLong(at + 80).putLong(0).putLong(at + 80).putLong(0);
    }
    refused(written("tree.h5", file.array()), "a block that nothing else names", "named twice");
  }

  /** The root's own name for its first child leads back to the root. */
  @Test
  void aGroupInsideItself() throws IOException {
    byte[] whole = golden("depthwise");
    ByteBuffer file = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    long root = file.getLong(64);
    int symbols = find(whole, "SNOD", 0);
    file.putLong(symbols + 16, root);
    refused(written("circle.h5", whole), "named twice");
  }

  @Test
  void numbersBeyondTheFile() throws IOException {
    byte[] whole = golden("flat_end");
    // The data space of the kernel [2, 2, 2, 3], four sizes of eight bytes each.
    ByteBuffer file = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    int found = -1;
    for (int at = 0; at + 32 <= whole.length; at++) {
      boolean isIt =
          file.getLong(at) == 2
              && file.getLong(at + 8) == 2
              && file.getLong(at + 16) == 2
              && file.getLong(at + 24) == 3;
      found = isIt && found < 0 ? at : found;
    }
    file.putLong(found, 1 << 20);
    refused(written("long.h5", whole), "keras: numbers reach beyond the file", "kernel:0");
    file.putLong(found, Long.MAX_VALUE);
    refused(written("huge.h5", whole), "keras: these sizes are no shape");
  }

  private static int find(byte[] bytes, String text, int from) {
    byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
    for (int at = from; at + wanted.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
    throw new AssertionError("no " + text);
  }

  @Test
  void weightsWithoutLayers() throws IOException {
    Path file =
        written("weights.h5", Hdf5Writer.bytes(root -> root.putGroup("dense").putGroup("dense")));
    refused(file, "keras: the file holds weights without layers", "model_config");
  }

  // ---- zip ----

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static Map<String, byte[]> parts(String config) throws IOException {
    Map<String, byte[]> parts = new TreeMap<>();
    parts.put("metadata.json", "{\"keras_version\": \"3.4.1\"}".getBytes(StandardCharsets.UTF_8));
    parts.put("config.json", config.getBytes(StandardCharsets.UTF_8));
    parts.put("model.weights.h5", Hdf5Writer.bytes(root -> root.putGroup("vars")));
    return parts;
  }

  @Test
  void anEntryThatLeadsOutOfTheFile() throws IOException {
    Map<String, byte[]> parts = parts("{}");
    parts.put("../../tmp/evil", new byte[1]);
    refused(written("out.keras", zip(parts)), "the name of an entry leads out of the file");
  }

  @Test
  void aZipBomb() throws IOException {
    Map<String, byte[]> parts = parts("{}");
    parts.put("config.json", new byte[300 << 20]);
    refused(written("bomb.keras", zip(parts)), "the entries inflate to too many bytes");
  }

  @Test
  void anEntryIsMissing() throws IOException {
    Map<String, byte[]> parts = parts("{}");
    parts.remove("model.weights.h5");
    refused(written("less.keras", zip(parts)), "an entry is missing", "model.weights.h5");
  }

  @Test
  void textWithoutEnd() throws IOException {
    refused(
        written("deep.keras", zip(parts("{\"a\":" + "[".repeat(100_000)))),
        "config.json",
        "the JSON text cannot be read");
    refused(written("cut.keras", zip(parts("{\"a\":"))), "the JSON text cannot be read");
  }

  // ---- descriptions ----

  private Path described(String layers) throws IOException {
    String config =
        "{\"class_name\":\"Sequential\",\"config\":{\"name\":\"m\",\"layers\":["
            + "{\"class_name\":\"InputLayer\",\"config\":{\"batch_shape\":[null,8,8,3]}},"
            + layers
            + "]}}";
    return written("described.keras", zip(parts(config)));
  }

  private static String layer(String kind, String options) {
    return "{\"class_name\":\"%s\",\"config\":{\"name\":\"it\"%s}}".formatted(kind, options);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Conv3D | | there are no layers of three spatial axes here",
        "LSTM | ,`units`:3 | there are no recurrent layers here",
        "Lambda | | it holds code, and nothing in a file is ever run",
        "Masking | | there are no masks here",
        "GaussianNoise | | there is no noise in training here but dropout",
        "Swirl | | no layer of this kind is known here",
        "Add | | it joins several branches where one was expected",
        "Activation | ,`activation`:`mish` | there is no activation mish here",
        "Conv1D | ,`filters`:2,`kernel_size`:3 | it takes signals, but an example has 3 axes in"
            + " front of it",
        "UpSampling2D | ,`interpolation`:`bilinear` | there is no interpolation bilinear here,"
            + " only nearest",
        "Dropout | ,`rate`:1 | a rate of 1.0 is not from 0 to below 1",
      })
  void whatCannotBeRepresented(String kind, String options, String reason) throws IOException {
    String given = options == null ? "" : options.replace('`', '"');
    refused(
        described(layer(kind, given)),
        "keras: a layer cannot be represented here",
        "it (" + kind + ")",
        reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Conv2D | ,`filters`:2000000000,`kernel_size`:3 | a whole number from 1 to 16777216",
        "Conv2D | ,`filters`:2,`kernel_size`:[3,0] | a whole number from 1 to 16777216",
        "Conv2D | ,`filters`:2,`kernel_size`:[3,3,3] | 2 numbers",
        "Conv2D | ,`filters`:2 | a whole number from 1 to 16777216",
        "ZeroPadding2D | ,`padding`:[[1,-1],[0,0]] | a whole number from 0 to 16777216",
        "ReLU | ,`max_value`:`x` | a number",
      })
  void optionsWithoutUse(String kind, String options, String expected) throws IOException {
    refused(
        described(layer(kind, options.replace('`', '"'))),
        "keras: an option of a layer has no use",
        "it (" + kind + ")",
        "expected: " + expected);
  }

  @Test
  void aWeightThatIsMissing() throws IOException {
    refused(
        described(layer("Conv2D", ",\"filters\":16000000,\"kernel_size\":[16000000,16000000]")),
        "keras: ");
    refused(
        described(layer("Conv2D", ",\"filters\":4,\"kernel_size\":[3,3]")),
        "keras: a weight of a layer is missing",
        "expected: kernel");
  }

  @Test
  void sizesBeyondMeasure() throws IOException {
    String up = layer("UpSampling2D", ",\"size\":[16000000,16000000]");
    refused(described(up), "it (UpSampling2D)");
    String pad = layer("ZeroPadding2D", ",\"padding\":16000000");
    refused(described(pad), "it (ZeroPadding2D)", "too many elements");
  }

  @Test
  void aWeightOfAnotherShape() throws IOException {
    Path file = folder.resolve("model.keras");
    KerasFile.write(file, Sequential.input(4).linear(3).build(Seed.of(1)));
    byte[] whole = Files.readAllBytes(file);
    Map<String, byte[]> parts = new TreeMap<>();
    try (java.util.zip.ZipFile zip = new java.util.zip.ZipFile(file.toFile())) {
      for (ZipEntry entry :
          Stream.of("metadata.json", "config.json", "model.weights.h5")
              .map(zip::getEntry)
              .toList()) {
        parts.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    assertThat(whole).isNotEmpty();
    JsonMapper mapper = new JsonMapper();
    ObjectNode config = (ObjectNode) mapper.readTree(parts.get("config.json"));
    ((ObjectNode) config.path("config").path("layers").path(1).path("config")).put("units", 5);
    parts.put("config.json", mapper.writeValueAsBytes(config));
    refused(
        written("other.keras", zip(parts)),
        "keras: a weight has another shape than its layer says",
        "linear1 (Dense)",
        "expected: kernel [4, 5]",
        "found:    [4, 3]");
  }

  // ---- graphs ----

  @Test
  void aGraphInACircle() throws IOException {
    String node =
        "{\"class_name\":\"ReLU\",\"name\":\"%1$s\",\"config\":{\"name\":\"%1$s\"},"
            + "\"inbound_nodes\":[[[\"%2$s\",0,0,{}]]]}";
    String config =
        "{\"class_name\":\"Functional\",\"config\":{\"name\":\"m\",\"layers\":["
            + node.formatted("a", "b")
            + ","
            + node.formatted("b", "a")
            + "],\"input_layers\":[],\"output_layers\":[[\"a\",0,0]]}}";
    refused(written("circle.keras", zip(parts(config))), "it takes from itself");
  }

  @Test
  void modelsInModelsWithoutEnd() throws IOException {
    String inner = layer("ReLU", "");
    for (int depth = 0; depth < 12; depth++) {
      inner =
          "{\"class_name\":\"Sequential\",\"config\":{\"name\":\"m\",\"layers\":[" + inner + "]}}";
    }
    refused(described(inner), "models lie in models more than 8 deep");
  }
}
