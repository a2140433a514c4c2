package dev.fovea.data.idx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.ClassTargets;
import dev.fovea.data.DataFileException;
import dev.fovea.data.Dataset;
import dev.fovea.data.ScaleBy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistFolderTest {
  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void smallFolder() throws IOException {
    folder = Files.createDirectory(temporary.resolve("shapes"));
    IdxWriter.write(path("train-images-idx3-ubyte"), IdxType.UBYTE, List.of(3, 2, 2), pixels(12));
    IdxWriter.write(path("train-labels.idx1-ubyte"), IdxType.UBYTE, List.of(3), bytes(2, 0, 1));
    IdxWriter.write(path("t10k-images-idx3-ubyte.gz"), IdxType.UBYTE, List.of(1, 2, 2), pixels(4));
    IdxWriter.write(path("t10k-labels.idx1-ubyte.gz"), IdxType.UBYTE, List.of(1), bytes(1));
  }

  @Test
  void findsAllSpellingsOfTheNames() throws IOException {
    MnistFolder opened = MnistFolder.open(folder, List.of("circle", "square", "star"));

    Dataset train = opened.train();
    assertThat(train.name()).isEqualTo("shapes train");
    assertThat(train.size()).isEqualTo(3);
    assertThat(train.exampleShape()).isEqualTo(Shape.of(1, 2, 2));
    assertThat(train.classNames()).containsExactly("circle", "square", "star");
    assertThat(train.classTargets().labels()).containsExactly(2, 0, 1);
    assertThat(train.batch(1, 2).inputs().shape()).isEqualTo(Shape.of(2, 1, 2, 2));
    assertThat(train.batch(1).inputs().toFloatArray()).containsExactly(44, 55, 66, 77);
    assertThat(opened.test().name()).isEqualTo("shapes test");
    assertThat(opened.test().classTargets().counts()).containsExactly(0, 1, 0);
  }

  @Test
  void hashIsThatOfTheDecodedValues() throws IOException {
    String before = MnistFolder.open(folder).train().contentHash();
    IdxWriter.write(
        path("train-images-idx3-ubyte.gz"), IdxType.UBYTE, List.of(3, 2, 2), pixels(12));
    Files.delete(path("train-images-idx3-ubyte"));

    Dataset compressed = MnistFolder.open(folder).train();
    assertThat(compressed.contentHash()).isEqualTo(before);
    assertThat(compressed.map(ScaleBy.bytesToUnit()).contentHash()).isEqualTo(before);

    byte[] changed = pixels(12);
    changed[5]++;
    IdxWriter.write(path("train-images-idx3-ubyte.gz"), IdxType.UBYTE, List.of(3, 2, 2), changed);
    assertThat(MnistFolder.open(folder).train().contentHash()).isNotEqualTo(before);
  }

  @Test
  void otherTypesBecomeFloats() throws IOException {
    ByteBuffer values = ByteBuffer.allocate(16).putFloat(0.5f).putFloat(-2).putFloat(3).putFloat(4);
    Path inputs = path("inputs");
    IdxWriter.write(inputs, IdxType.FLOAT, List.of(2, 2), values.array());
    ByteBuffer labels = ByteBuffer.allocate(8).putInt(0).putInt(1);
    IdxWriter.write(path("labels"), IdxType.INT, List.of(2), labels.array());

    Dataset read = IdxDataset.read("own", inputs, path("labels"), List.of("no", "yes"));
    assertThat(read.exampleShape()).isEqualTo(Shape.of(2));
    assertThat(read.all().inputs().toFloatArray()).containsExactly(0.5f, -2, 3, 4);
    assertThat(read.all().targets().toLongArray()).containsExactly(0, 1);
  }

  @Test
  void missingFolder() {
    Path absent = temporary.resolve("absent");
    fails(absent, "mnist: no such folder\n  folder: " + absent);
  }

  @Test
  void fileInsteadOfFolder() {
    Path file = path("train-images-idx3-ubyte");
    fails(file, "mnist: this is not a folder\n  folder: " + file);
  }

  @Test
  void missingFiles() throws IOException {
    Files.delete(path("train-labels.idx1-ubyte"));
    Files.delete(path("t10k-images-idx3-ubyte.gz"));
    fails(
        folder,
        "mnist: files are missing\n"
            + ("  folder:     " + folder + "\n")
            + "  looked for: train-labels-idx1-ubyte or train-labels-idx1-ubyte.gz"
            + " or train-labels.idx1-ubyte or train-labels.idx1-ubyte.gz\n"
            + "  looked for: t10k-images-idx3-ubyte or t10k-images-idx3-ubyte.gz"
            + " or t10k-images.idx3-ubyte or t10k-images.idx3-ubyte.gz");
  }

  @Test
  void imagesAndLabelsOfDifferentCount() throws IOException {
    IdxWriter.write(path("train-labels.idx1-ubyte"), IdxType.UBYTE, List.of(2), bytes(2, 0));
    fails(
        folder,
        """
        idx: inputs and labels differ in number
          inputs: %s/train-images-idx3-ubyte: 3
          labels: %s/train-labels.idx1-ubyte: 2\
        """
            .formatted(folder, folder));
  }

  @Test
  void labelOutOfRange() throws IOException {
    IdxWriter.write(path("train-labels.idx1-ubyte"), IdxType.UBYTE, List.of(3), bytes(2, 0, 10));
    fails(
        folder,
        """
        idx: a label is out of range
          file:     %s/train-labels.idx1-ubyte
          offset:   10
          field:    label of example 2
          expected: 0 to 9
          found:    10\
        """
            .formatted(folder));
  }

  @Test
  void negativeLabel() throws IOException {
    IdxWriter.write(path("train-labels.idx1-ubyte"), IdxType.BYTE, List.of(3), bytes(2, -1, 0));
    fails(
        folder,
        """
        idx: a label is out of range
          file:     %s/train-labels.idx1-ubyte
          offset:   9
          field:    label of example 1
          expected: 0 to 9
          found:    -1\
        """
            .formatted(folder));
  }

  @Test
  void labelsThatAreNone() throws IOException {
    IdxWriter.write(path("train-labels.idx1-ubyte"), IdxType.FLOAT, List.of(3), new byte[12]);
    fails(
        folder,
        """
        idx: these are no labels
          file:     %s/train-labels.idx1-ubyte
          offset:   4
          field:    dimensions
          expected: [N] of whole numbers
          found:    float [3]\
        """
            .formatted(folder));
  }

  @Test
  void testImagesOfAnotherSize() throws IOException {
    IdxWriter.write(path("t10k-images-idx3-ubyte.gz"), IdxType.UBYTE, List.of(1, 2, 3), pixels(6));
    fails(
        folder,
        """
        idx: the examples have the wrong shape
          file:     %s/t10k-images-idx3-ubyte.gz
          offset:   4
          field:    dimensions
          expected: [1, 2, 2]
          found:    [1, 2, 3]\
        """
            .formatted(folder));
  }

  @Test
  void imagesOfAnotherSizeThanAskedFor() {
    assertThatThrownBy(
            () -> MnistFolder.open(folder, ClassTargets.numbered(10), Shape.of(1, 28, 28)))
        .isInstanceOf(DataFileException.class)
        .hasMessage(
            """
            idx: the examples have the wrong shape
              file:     %s/train-images-idx3-ubyte
              offset:   4
              field:    dimensions
              expected: [1, 28, 28]
              found:    [1, 2, 2]\
            """
                .formatted(folder));
  }

  @Test
  void noExamples() throws IOException {
    IdxWriter.write(path("train-images-idx3-ubyte"), IdxType.UBYTE, List.of(0, 2, 2), pixels(0));
    fails(
        folder,
        """
        idx: these are no examples
          file:     %s/train-images-idx3-ubyte
          offset:   4
          field:    dimensions
          expected: [N, F], [N, H, W] or [N, C, H, W], none of them 0
          found:    ubyte [0, 2, 2]\
        """
            .formatted(folder));
  }

  private static void fails(Path folder, String message) {
    assertThatThrownBy(() -> MnistFolder.open(folder))
        .isInstanceOf(DataFileException.class)
        .hasMessage(message);
  }

  private Path path(String name) {
    return folder.resolve(name);
  }

  private static byte[] pixels(int count) {
    byte[] pixels = new byte[count];
    for (int i = 0; i < count; i++) {
      pixels[i] = (byte) (11 * i);
    }
    return pixels;
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
