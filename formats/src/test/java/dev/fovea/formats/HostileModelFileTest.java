package dev.fovea.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Tensor;
import dev.fovea.files.FormatException;
import dev.fovea.files.NamedTensors;
import dev.fovea.files.safetensors.SafetensorsLayout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Model files that were damaged or made to harm. */
class HostileModelFileTest {
  @TempDir Path folder;
  private Path file = Path.of("");
  private final SequencedMap<String, byte[]> entries = new LinkedHashMap<>();

  @BeforeEach
  void saveAModel() throws IOException {
    file = folder.resolve("m.fovea");
    ModelFile.save(file, ModelFileTest.cnn(1), ModelCard.empty());
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
  }

  @Test
  void whereverItIsCutItIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int kept = 0; kept < whole.length; kept += kept < 200 ? 1 : 97) {
      Files.write(file, Arrays.copyOf(whole, kept));
      assertThatThrownBy(() -> ModelFile.load(file))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining(file.toString());
    }
  }

  /** Whatever byte is changed: an error of ours, or a change in a field of the zip no one needs. */
  @Test
  void noFlippedByteLeadsAstray() throws IOException {
    Map<String, ?> expected = CheckpointFileTest.values(ModelFile.load(file).model());
    byte[] whole = Files.readAllBytes(file);
    int refused = 0;
    int tried = 0;
    for (int at = 0; at < whole.length; at += 3) {
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << (at % 8));
      Files.write(file, flipped);
      tried++;
      try {
        assertThat(CheckpointFileTest.values(ModelFile.load(file).model())).isEqualTo(expected);
      } catch (FormatException wrong) {
        assertThat(wrong).hasMessageContaining(file.toString());
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(tried * 9 / 10);
  }

  @Test
  void anUnknownEntryIsRefused() throws IOException {
    entries.put("evil.sh", "rm".getBytes(StandardCharsets.UTF_8));
    refused(
        """
        model file: unknown entry
          file:     %s
          expected: model.json, weights.safetensors, optimizer.safetensors, training.json, sums.safetensors, memory.safetensors
          found:    evil.sh\
        """);
  }

  @Test
  void anEntryThatLeadsOutOfTheFolderIsRefused() throws IOException {
    entries.put("../../evil.sh", "rm".getBytes(StandardCharsets.UTF_8));
    refused(
        """
        model file: the name of an entry leads out of the file
          file:  %s
          entry: ../../evil.sh\
        """);
  }

  @Test
  void anEntryTwiceIsRefused() throws IOException {
    entries.put("weights.safetensorz", entries.get("weights.safetensors"));
    write(ZipEntry.STORED);
    byte[] bytes = Files.readAllBytes(file);
    byte[] from = "weights.safetensorz".getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at + from.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + from.length, from, 0, from.length)) {
        bytes[at + from.length - 1] = 's';
      }
    }
    Files.write(file, bytes);
    assertThatThrownBy(() -> ModelFile.load(file))
        .hasMessage(
            """
            model file: an entry is there twice
              file:  %s
              entry: weights.safetensors\
            """
                .formatted(file));
  }

  @Test
  void missingWeightsAreNamed() throws IOException {
    entries.remove("weights.safetensors");
    refused(
        """
        model file: an entry is missing
          file:     %s
          expected: weights.safetensors
          found:    model.json\
        """);
  }

  @Test
  void compressedTensorsAreRefused() throws IOException {
    write(ZipEntry.DEFLATED);
    assertThatThrownBy(() -> ModelFile.load(file))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(
            "model file: tensors are compressed\n  file:     "
                + file
                + "\n  entry:    weights.safetensors\n  expected: stored as they are");
  }

  @Test
  void aTextThatInflatesWithoutEndIsRefused() throws IOException {
    entries.put("model.json", new byte[(1 << 24) + 1]);
    refused(
        """
        model file: an entry is too long
          file:     %s
          entry:    model.json
          expected: at most 16777216 bytes
          found:    16777217 bytes\
        """);
  }

  @Test
  void anArchitectureOfAbsurdSizeTakesNoMemory() throws IOException {
    changeModel("\"out\" : 3", "\"out\" : 30000000");
    assertThatThrownBy(() -> ModelFile.load(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            """
            model file: the weights do not fit the architecture
              file:      %s
              entry:     weights.safetensors
              different: linear1.weight [3, 32] float32, expected [30000000, 32] float32
                         linear1.bias [3] float32, expected [30000000] float32\
            """
                .formatted(file));
  }

  @Test
  void anArchitectureBeyondAnyMemoryIsRefused() throws IOException {
    changeModel("\"out\" : 3", "\"out\" : 2000000000");
    assertThatThrownBy(() -> ModelFile.load(file))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("model file: the architecture cannot be built\n")
        .hasMessageContaining("shape: too many elements");
  }

  @Test
  void missingAndUnexpectedWeightsAreListed() throws IOException {
    SequencedMap<String, Tensor> weights = new LinkedHashMap<>(ModelFileTest.cnn(1).snapshot());
    weights.remove("conv1.bias");
    weights.put("conv9.bias", Tensor.of(new float[2], 2));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SafetensorsLayout.write(NamedTensors.of(weights), out);
    entries.put("weights.safetensors", out.toByteArray());
    refused(
        """
        model file: the weights do not fit the architecture
          file:       %s
          entry:      weights.safetensors
          missing:    conv1.bias
          unexpected: conv9.bias\
        """);
  }

  @Test
  void anUnknownLayerNamesTheNearest() throws IOException {
    changeModel("\"maxpool2d\"", "\"maxpoll2d\"");
    assertThatThrownBy(() -> ModelFile.load(file))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(
            """
            model file: the architecture cannot be built
              file:   %s
              entry:  model.json
              reason: network: unknown type of layer
                        at:      architecture.layers[3]
                        found:   maxpoll2d
                        nearest: maxpool2d
            """
                .formatted(file));
  }

  @Test
  void anUnknownFieldNamesTheNearest() throws IOException {
    changeModel("\"classes\"", "\"clases\"");
    refused(
        """
        model file: unknown field
          file:     %s
          field:    clases
          nearest:  classes
          expected: one of format, version, architecture, frozen, classes, preprocessing, provenance\
        """);
  }

  @Test
  void aNewerVersionIsSaidToBeOne() throws IOException {
    changeModel("\"version\" : 1", "\"version\" : 2");
    refused(
        """
        model file: made by a newer version of Fovea
          file:     %s
          expected: at most version 1
          found:    version 2\
        """);
  }

  @Test
  void anotherZipIsNoModel() throws IOException {
    entries.put("model.json", "{\"format\": \"keras\"}".getBytes(StandardCharsets.UTF_8));
    refused(
        """
        model file: another format
          file:     %s
          expected: fovea
          found:    keras\
        """);
  }

  @Test
  void aMissingFileIsNamed() {
    Path none = folder.resolve("none.fovea");
    assertThatThrownBy(() -> ModelFile.load(none))
        .hasMessage(
            """
            model file: the file cannot be read
              file:   %s
              reason: there is no such file\
            """
                .formatted(none));
  }

  private void changeModel(String from, String to) throws IOException {
    String text =
        new String(entries.getOrDefault("model.json", new byte[0]), StandardCharsets.UTF_8);
    assertThat(text).contains(from);
    entries.put("model.json", text.replace(from, to).getBytes(StandardCharsets.UTF_8));
    write(ZipEntry.STORED);
  }

  private void refused(String message) throws IOException {
    write(ZipEntry.STORED);
    assertThatThrownBy(() -> ModelFile.load(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(message.formatted(file));
  }

  private void write(int tensorMethod) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> content : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(content.getKey());
        if (content.getKey().endsWith(".json")) {
          entry.setMethod(ZipEntry.DEFLATED);
        } else {
          CRC32 crc = new CRC32();
          crc.update(content.getValue());
          entry.setMethod(tensorMethod);
          entry.setSize(content.getValue().length);
          entry.setCrc(crc.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(content.getValue());
        zip.closeEntry();
      }
    }
  }
}
