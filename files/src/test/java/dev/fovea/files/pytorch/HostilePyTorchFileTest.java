package dev.fovea.files.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Tensor;
import dev.fovea.files.FormatException;
import dev.fovea.files.python.PickleWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that were damaged or made to harm. */
class HostilePyTorchFileTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("evil.pt");
  }

  // ---- code ----

  private static byte[] text(String text) {
    return PickleBytes.of("X", PickleBytes.int32(text.length()), text);
  }

  /** What Python would run when it loads such a file. */
  private byte[] systemCall(Path trace) {
    return PickleBytes.of(0x80, 2, "cos\nsystem\n(", text("touch " + trace), "tR.");
  }

  private static final String REFUSED =
      """
      pytorch: the file asks for code that tensors do not need
        file:     %s
        entry:    x/data.pkl
        offset:   2
        expected: tensors, numbers, texts, lists and dictionaries
        found:    os.system
        hint:     nothing was run; a model is saved as torch.save(model.state_dict(), file)\
      """;

  @Test
  void aCallOfTheSystemIsRefusedWithItsNameAndWithoutEffect() throws IOException {
    Path trace = folder.resolve("was-here");
    Files.write(file(), PickleBytes.zip(Map.of("data.pkl", systemCall(trace))));
    refused(REFUSED.formatted(file()));
    assertThat(trace).doesNotExist();
  }

  @Test
  void aCallOfTheSystemInAnOldFileIsRefused() throws IOException {
    Path trace = folder.resolve("was-here");
    Files.write(file(), systemCall(trace));
    refused(REFUSED.replace("  entry:    x/data.pkl\n", "").formatted(file()));
    byte[] keys = PickleBytes.of(0x80, 2, "].");
    Files.write(file(), PickleBytes.legacy(systemCall(trace), keys, new byte[0]));
    assertThatThrownBy(() -> PyTorchFile.read(file())).hasMessageContaining("found:    os.system");
    assertThat(trace).doesNotExist();
  }

  static List<byte[]> otherWaysToCall() {
    return List.of(
        PickleBytes.of(0x80, 4, text("os"), text("system"), 0x93, text("ls"), 0x85, "R."),
        PickleBytes.of(0x80, 2, "(", text("ls"), "ios\nsystem\n."),
        PickleBytes.of(0x80, 2, "cos\nsystem\n", 0x81, "."),
        PickleBytes.of(0x80, 2, "cos\nsystem\n}b."));
  }

  @ParameterizedTest
  @MethodSource("otherWaysToCall")
  void otherWaysToCallAreRefusedToo(byte[] pickle) throws IOException {
    Files.write(file(), PickleBytes.zip(Map.of("data.pkl", pickle)));
    assertThatThrownBy(() -> PyTorchFile.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("pytorch: the file asks for code that tensors do not need\n")
        .hasMessageContaining("found:    os.system\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "__main__\nNet",
        "builtins\neval",
        "torch\nload",
        "torch.storage\n_load_from_bytes",
        "numpy\nload",
        "collections\nnamedtuple"
      })
  void otherNamesAreRefused(String name) throws IOException {
    Files.write(
        file(), PickleBytes.zip(Map.of("data.pkl", PickleBytes.of(0x80, 2, "c" + name + "\n)R."))));
    assertThatThrownBy(() -> PyTorchFile.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(
            "found:    " + name.replace('\n', '.') + "\n  hint:     nothing was run");
  }

  @Test
  void complexNumbersAreRefused() throws IOException {
    byte[] pickle = PickleBytes.of(0x80, 2, "ctorch\nComplexFloatStorage\n.");
    Files.write(file(), PickleBytes.zip(Map.of("data.pkl", pickle)));
    refused(
        """
        pytorch: tensors here cannot hold elements of this type
          file:   %s
          entry:  x/data.pkl
          offset: 2
          found:  torch.ComplexFloatStorage\
        """
            .formatted(file()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(ilos\nsystem\n", "\u0082\u0001", "o", "\u0092", "P1\n", "S'a'\n"})
  void opcodesThatAreNotNeededAreRefused(String opcode) throws IOException {
    Files.write(file(), PickleBytes.zip(Map.of("data.pkl", PickleBytes.of(0x80, 2, opcode + "."))));
    assertThatThrownBy(() -> PyTorchFile.read(file())).isInstanceOf(FormatException.class);
  }

  // ---- sizes ----

  private void refusedTensor(long offset, long[] sizes, long[] strides, String message)
      throws IOException {
    byte[] pickle = PickleBytes.fourFloats(offset, sizes, strides);
    Files.write(file(), PickleBytes.zip(pickle, PickleBytes.floats(1, 2, 3, 4)));
    assertThatThrownBy(() -> PyTorchFile.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("pytorch: " + message)
        .hasMessageContaining(file().toString());
  }

  private void reachesBeyond(long offset, long[] sizes, long[] strides) throws IOException {
    byte[] pickle = PickleBytes.fourFloats(offset, sizes, strides);
    Files.write(file(), PickleBytes.zip(pickle, PickleBytes.floats(1, 2, 3, 4)));
    assertThatThrownBy(() -> PyTorchFile.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("tensor: it reaches beyond its storage\n");
  }

  @Test
  void viewsBeyondTheirStorageAreRefused() throws IOException {
    reachesBeyond(0, new long[] {5}, new long[] {1});
    reachesBeyond(1, new long[] {4}, new long[] {1});
    reachesBeyond(5, new long[] {0}, new long[] {1});
    reachesBeyond(0, new long[] {2, 2}, new long[] {3, 1});
    reachesBeyond(0, new long[] {2}, new long[] {-1});
    reachesBeyond(0, new long[] {2}, new long[] {Long.MAX_VALUE / 2});
    reachesBeyond(0, new long[] {3, 2}, new long[] {1L << 61, 1L << 61});
  }

  @Test
  void sizesBeyondReasonAreRefused() throws IOException {
    String unknown = "the pickle describes its tensors in an unknown way\n";
    refusedTensor(0, new long[] {1L << 40}, new long[] {0}, unknown);
    refusedTensor(0, new long[] {1 << 16, 1 << 16}, new long[] {0, 0}, unknown);
    refusedTensor(0, new long[] {-4}, new long[] {1}, unknown);
    refusedTensor(0, new long[] {4}, new long[] {1, 1}, unknown);
    refusedTensor(0, new long[65], new long[65], unknown);
    refusedTensor(-1, new long[] {4}, new long[] {1}, unknown);
    refusedTensor(Long.MAX_VALUE, new long[] {4}, new long[] {1}, unknown);
  }

  @Test
  void aNumberRepeatedWithoutEndIsRefused() throws IOException {
    refusedTensor(
        0,
        new long[] {Integer.MAX_VALUE},
        new long[] {0},
        "the tensors are much larger than the file\n");
  }

  @Test
  void aStorageOfAnotherLengthIsRefused() throws IOException {
    byte[] pickle = PickleBytes.fourFloats(0, new long[] {4}, new long[] {1});
    Files.write(file(), PickleBytes.zip(pickle, PickleBytes.floats(1, 2, 3)));
    assertThatThrownBy(() -> PyTorchFile.read(file()))
        .hasMessage(
            """
            pytorch: a storage is not as long as the pickle says
              file:     %s
              entry:    x/data.pkl
              offset:   %d
              storage:  x/data/0
              expected: 16 bytes
              found:    12 bytes\
            """
                .formatted(file(), new String(pickle, StandardCharsets.ISO_8859_1).indexOf('Q')));
  }

  @Test
  void aStorageOfAbsurdLengthTakesNoMemory() throws IOException {
    PickleWriter pickle =
        PickleBytes.tensor(new PickleWriter(), "DoubleStorage", "0", Long.MAX_VALUE);
    byte[] all = PickleBytes.view(pickle, 0, new long[] {1}, new long[] {1}).stop();
    Files.write(file(), PickleBytes.zip(all, new byte[8]));
    assertThatThrownBy(() -> PyTorchFile.read(file())).isInstanceOf(FormatException.class);
    pickle = PickleBytes.tensor(new PickleWriter(), "DoubleStorage", "0", 1L << 58);
    all = PickleBytes.view(pickle, 0, new long[] {1}, new long[] {1}).stop();
    byte[] keys = PickleBytes.of(0x80, 2, "](X", PickleBytes.int32(1), "0e.");
    Files.write(file(), PickleBytes.legacy(all, keys, PickleBytes.int64(1L << 58)));
    assertThatThrownBy(() -> PyTorchFile.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("pytorch: the file ends too early\n");
  }

  @Test
  void aMissingStorageIsNamed() throws IOException {
    byte[] pickle = PickleBytes.fourFloats(0, new long[] {4}, new long[] {1});
    Files.write(file(), PickleBytes.zip(Map.of("data.pkl", pickle)));
    assertThatThrownBy(() -> PyTorchFile.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("pytorch: an entry is missing\n")
        .hasMessageContaining("x/data/0");
    Files.write(file(), PickleBytes.legacy(pickle, PickleBytes.of(0x80, 2, "]."), new byte[0]));
    assertThatThrownBy(() -> PyTorchFile.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("pytorch: a storage is missing\n");
  }

  @Test
  void aTextLongerThanTheFileTakesNoMemory() throws IOException {
    for (byte[] length :
        new byte[][] {
          PickleBytes.of("X", PickleBytes.int32(-1)),
          PickleBytes.of(0x8d, PickleBytes.int64(Long.MAX_VALUE)),
          PickleBytes.of(0x8e, PickleBytes.int64(-1)),
          PickleBytes.of(0x8b, PickleBytes.int32(Integer.MAX_VALUE))
        }) {
      Files.write(
          file(), PickleBytes.zip(Map.of("data.pkl", PickleBytes.of(0x80, 2, length, "."))));
      assertThatThrownBy(() -> PyTorchFile.read(file())).isInstanceOf(FormatException.class);
    }
  }

  // ---- steps ----

  @Test
  void aListInItselfIsRefused() throws IOException {
    pickleRefused(
        PickleBytes.of(0x80, 2, "]q", 0, "h", 0, "a."), "pytorch: the value has too many parts\n");
  }

  /** Ten lists of ten times the list before: ten thousand million in a hundred bytes. */
  @Test
  void listsOfListsOfListsAreCounted() throws IOException {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    pickle.writeBytes(PickleBytes.of(0x80, 2, "]q", 0));
    for (int level = 1; level <= 10; level++) {
      pickle.writeBytes(PickleBytes.of("0]q", level, "("));
      for (int i = 0; i < 10; i++) {
        pickle.writeBytes(PickleBytes.of("h", level - 1));
      }
      pickle.write('e');
    }
    pickle.write('.');
    pickleRefused(pickle.toByteArray(), "pytorch: the value has too many parts\n");
  }

  @Test
  void depthWithoutEndIsRefused() throws IOException {
    byte[] deep = new byte[200_000];
    Arrays.fill(deep, (byte) ']');
    byte[] joined = new byte[deep.length - 1];
    Arrays.fill(joined, (byte) 'a');
    pickleRefused(
        PickleBytes.of(0x80, 2, deep, joined, "."), "pytorch: the value has too many parts\n");
  }

  @Test
  void stepsWithoutEndAreRefused() throws IOException {
    byte[] many = new byte[(1 << 21) + 1];
    Arrays.fill(many, (byte) '(');
    pickleRefused(PickleBytes.of(0x80, 2, many, "N."), "pickle: it takes too many steps\n");
  }

  /** A list of pairs is copied into a dictionary with six bytes. */
  @Test
  void copiesOfLongListsAreCounted() throws IOException {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    pickle.writeBytes(PickleBytes.of(0x80, 2, "](q", 0));
    byte[] pairs = new byte[3000];
    for (int i = 0; i < pairs.length; i += 3) {
      pairs[i] = 'N';
      pairs[i + 1] = 'N';
      pairs[i + 2] = (byte) 0x86;
    }
    pickle.reset();
    pickle.writeBytes(PickleBytes.of(0x80, 2, "]q", 0, "(", pairs, "e"));
    for (int i = 0; i < 3000; i++) {
      pickle.writeBytes(PickleBytes.of("ccollections\nOrderedDict\nh", 0, 0x85, "R"));
    }
    pickle.write('.');
    pickleRefused(pickle.toByteArray(), "pickle: it takes too many steps\n");
  }

  @Test
  void keysWithPartsAreRefused() throws IOException {
    pickleRefused(PickleBytes.of(0x80, 2, "})Ns."), "pickle: a key has parts\n");
  }

  @Test
  void anEmptyStackIsNoted() throws IOException {
    for (String steps :
        new String[] {".", "N(.", "0", "2", "q\0", "h\0", "t", "e", "R", "s", "b"}) {
      Files.write(file(), PickleBytes.zip(Map.of("data.pkl", PickleBytes.of(0x80, 2, steps, "."))));
      assertThatThrownBy(() -> PyTorchFile.read(file()))
          .as(steps)
          .isInstanceOf(FormatException.class)
          .hasMessageStartingWith("pickle: ");
    }
  }

  @Test
  void twoTensorsOfOneNameAreRefused() throws IOException {
    PickleWriter pickle = new PickleWriter().global("collections", "OrderedDict").emptyTuple();
    pickle.call().mark().text("a.b");
    PickleBytes.view(
        PickleBytes.tensor(pickle, "FloatStorage", "0", 1), 0, new long[0], new long[0]);
    pickle.text("a").global("collections", "OrderedDict").emptyTuple().call().mark().text("b");
    PickleBytes.view(
        PickleBytes.tensor(pickle, "FloatStorage", "0", 1), 0, new long[0], new long[0]);
    Files.write(
        file(), PickleBytes.zip(pickle.setItems().setItems().stop(), PickleBytes.floats(1)));
    assertThatThrownBy(() -> PyTorchFile.read(file()))
        .hasMessage(
            "pytorch: two tensors have the same name\n  file:   " + file() + "\n  tensor: a.b");
  }

  private void pickleRefused(byte[] pickle, String message) throws IOException {
    Files.write(file(), PickleBytes.zip(Map.of("data.pkl", pickle)));
    assertThatThrownBy(() -> PyTorchFile.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(message)
        .hasMessageContaining(file().toString());
  }

  // ---- other files ----

  @Test
  void otherFilesAreSaidToBeOthers() throws IOException {
    Files.write(file(), PickleBytes.of("GIF89a"));
    refused(
        """
        pytorch: this is no file of torch.save
          file:     %s
          expected: a zip file, or a pickle of the magic number
          found:    6 bytes from 0x47 on\
        """
            .formatted(file()));
    Files.write(file(), new byte[0]);
    assertThatThrownBy(() -> PyTorchFile.read(file())).isInstanceOf(FormatException.class);
    Files.write(file(), PickleBytes.zip(Map.of("weights.bin", new byte[3])));
    refused(
        """
        pytorch: this zip file is not one of torch.save
          file:     %s
          expected: one entry data.pkl in a folder
          found:    0 among 1 entries\
        """
            .formatted(file()));
  }

  private void refused(String message) {
    assertThatThrownBy(() -> PyTorchFile.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessage(message);
  }

  // ---- damage ----

  private byte[] small() throws IOException {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("x", Tensor.of(new float[] {1, 2, 3}, 3));
    tensors.put("flag", Tensor.of(new boolean[] {true}, 1));
    PyTorchFile.of(tensors).write(file());
    return Files.readAllBytes(file());
  }

  private static byte[] smallLegacy() {
    byte[] pickle = PickleBytes.fourFloats(0, new long[] {4}, new long[] {1});
    byte[] keys = PickleBytes.of(0x80, 2, "](X", PickleBytes.int32(1), "0e.");
    return PickleBytes.legacy(
        pickle, keys, PickleBytes.of(PickleBytes.int64(4), PickleBytes.floats(1, 2, 3, 4)));
  }

  @Test
  void whereverItIsCutItIsRefused() throws IOException {
    for (byte[] whole : new byte[][] {small(), smallLegacy()}) {
      Files.write(file(), whole);
      assertThat(PyTorchFile.read(file()).tensors()).isNotEmpty();
      for (int kept = 0; kept < whole.length; kept++) {
        Files.write(file(), Arrays.copyOf(whole, kept));
        assertThatThrownBy(() -> PyTorchFile.read(file()))
            .isInstanceOf(FormatException.class)
            .hasMessageContaining(file().toString());
      }
    }
  }

  /** Whatever byte is changed: an error of ours or tensors, never another exception. */
  @Test
  void noFlippedByteLeadsAstray() throws IOException {
    for (byte[] whole : new byte[][] {small(), smallLegacy()}) {
      int refused = 0;
      for (int at = 0; at < whole.length; at++) {
        for (int bit = 0; bit < 8; bit++) {
          byte[] flipped = whole.clone();
          flipped[at] ^= (byte) (1 << bit);
          Files.write(file(), flipped);
          try {
            PyTorchFile.read(file());
          } catch (FormatException expected) {
            assertThat(expected).hasMessageContaining(file().toString());
            refused++;
          }
        }
      }
      assertThat(refused).isGreaterThan(whole.length);
    }
  }
}
