package dev.fovea.files.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Tensor;
import dev.fovea.files.FloatWidth;
import dev.fovea.files.FormatException;
import dev.fovea.files.StoredType;
import dev.fovea.files.TensorSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzFileTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("a.npz");
  }

  private static SequencedMap<String, Tensor> tensors() {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("x", Tensor.of(new float[] {1.5f, 0.1f}, 1, 2));
    tensors.put("layer.weight", Tensor.of(new long[] {1, -1}, 2));
    return tensors;
  }

  @Test
  void arraysComeBackByName() throws IOException {
    NpzFile.of(tensors()).write(file());
    SequencedMap<String, Tensor> read = NpzFile.read(file()).tensors();
    assertThat(read.sequencedKeySet()).containsExactly("x", "layer.weight");
    assertThat(Objects.requireNonNull(read.get("x")).toFloatArray()).containsExactly(1.5f, 0.1f);
    assertThat(Objects.requireNonNull(read.get("layer.weight")).toLongArray())
        .containsExactly(1, -1);
    Path left = Files.createDirectories(Path.of("target", "for-numpy"));
    NpzFile.of(tensors()).write(left.resolve("two.npz"));
  }

  @Test
  void halfPrecisionIsKept() throws IOException {
    NpzFile.of(tensors()).write(file(), FloatWidth.FLOAT16);
    try (TensorSource source = NpzFile.open(file())) {
      assertThat(source.tensor("x").type()).isEqualTo(StoredType.F16);
    }
    NpzFile.of(tensors()).write(file(), FloatWidth.BFLOAT16);
    try (TensorSource source = NpzFile.open(file())) {
      assertThat(source.tensor("x").type()).isEqualTo(StoredType.F32);
    }
  }

  /** As savez_compressed has it: deflated, its lengths after the data. */
  private void writeDeflated(String name, byte[] content) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file()))) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
  }

  private byte[] npy(Tensor tensor) throws IOException {
    Path npy = folder.resolve("part.npy");
    NpyFile.write(npy, tensor);
    return Files.readAllBytes(npy);
  }

  @Test
  void compressedArraysAreRead() throws IOException {
    float[] values = new float[100_000];
    values[99_999] = 3;
    writeDeflated("x.npy", npy(Tensor.of(values, values.length)));
    assertThat(Files.size(file())).isLessThan(2000);
    try (TensorSource source = NpzFile.open(file())) {
      assertThat(source.tensor("x").read().toFloatArray()).isEqualTo(values);
    }
  }

  @Test
  void anEntryOfAnotherLengthThanItsArrayIsRefused() throws IOException {
    byte[] whole = npy(Tensor.of(new float[50], 50));
    writeDeflated("x.npy", Arrays.copyOf(whole, whole.length - 1));
    assertThatThrownBy(() -> NpzFile.read(file()))
        .hasMessage(
            """
            numpy: the file ends too early
              file:     %s
              entry:    x.npy
              offset:   10
              shape:    [50] float32
              expected: 200 bytes after the header
              found:    199 bytes\
            """
                .formatted(file()));
  }

  @Test
  void anArrayBesideOneThatCannotBeReadIs() throws IOException {
    String header = "{'descr': '|O', 'fortran_order': False, 'shape': (), }\n";
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file()))) {
      zip.putNextEntry(new ZipEntry("names.npy"));
      zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, 0});
      zip.write(text);
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write(npy(Tensor.of(new float[] {7}, 1)));
    }
    assertThat(NpzFile.read(file(), "x").tensors()).containsOnlyKeys("x");
    assertThatThrownBy(() -> NpzFile.read(file()))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("numpy: tensors cannot hold elements of this type\n")
        .hasMessageContaining("entry:    names.npy\n");
    assertThatThrownBy(() -> NpzFile.read(file(), "y"))
        .hasMessage(
            """
            numpy: an entry is missing
              file:     %s
              expected: y.npy
              found:    names.npy, x.npy\
            """
                .formatted(file()));
  }

  @Test
  void whatIsNoArrayIsRefused() throws IOException {
    writeDeflated("readme.txt", new byte[3]);
    assertThatThrownBy(() -> NpzFile.read(file()))
        .hasMessage(
            """
            numpy: an entry is no array
              file:     %s
              entry:    readme.txt
              expected: a name that ends in .npy\
            """
                .formatted(file()));
  }
}
