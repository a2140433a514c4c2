package dev.fovea.data.cifar;

import static dev.fovea.data.Refusals.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.Dataset;
import dev.fovea.data.RealData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarTest {
  private static final int RECORD = 3073;
  private static final List<String> TWO = List.of("cat", "dog");

  @TempDir Path folder;

  /** Records whose red, green and blue are three numbers, counted up with the record. */
  private static byte[] records(int... labels) {
    byte[] records = new byte[labels.length * RECORD];
    for (int i = 0; i < labels.length; i++) {
      records[i * RECORD] = (byte) labels[i];
      for (int channel = 0; channel < 3; channel++) {
        int start = i * RECORD + 1 + channel * 1024;
        Arrays.fill(records, start, start + 1024, (byte) (100 * channel + i));
      }
    }
    return records;
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  @Test
  void joinsFilesCompressedOrNot() throws IOException {
    Path first = file("a.bin", records(1, 0));
    Path second = file("b.bin", gzip(records(1)));
    Dataset read = CifarFiles.read("two", List.of(first, second), TWO);
    assertThat(read.exampleShape()).isEqualTo(Shape.of(3, 32, 32));
    assertThat(read.classTargets().labels()).containsExactly(1, 0, 1);
    float[] pixels = read.batch(1).inputs().toFloatArray();
    assertThat(pixels[0]).isEqualTo(1);
    assertThat(pixels[1024]).isEqualTo(101);
    assertThat(pixels[3071]).isEqualTo(201);
  }

  @Test
  void findsTheFilesOfAFolder() throws IOException {
    file("data_batch_2.bin.gz", gzip(records(3)));
    file("data_batch_1.bin", records(1, 2));
    file("data_batch_1_old.bin", records(9));
    file("test_batch_first1.bin", records(4));
    CifarFolder found = CifarFolder.find(folder);
    assertThat(found.readTrain("train").classTargets().labels()).containsExactly(1, 2, 3);
    assertThat(found.readTest("test").classTargets().labels()).containsExactly(4);
    assertThat(found.classNames()).hasSize(10).startsWith("airplane");

    file("test_batch.bin", records(5, 5));
    file("batches.meta.txt", "a\nb\nc\nd\ne\nf\n\n".getBytes(StandardCharsets.UTF_8));
    found = CifarFolder.find(folder);
    assertThat(found.classNames()).containsExactly("a", "b", "c", "d", "e", "f");
    assertThat(found.readTest("test").classTargets().counts()).containsExactly(0, 0, 0, 0, 0, 2);
  }

  @Test
  void cutOff() throws IOException {
    Path file = file("cut.bin", Arrays.copyOf(records(0, 1), RECORD + 7));
    refuses(
        () -> CifarFiles.read("cut", List.of(file), TWO),
        """
        cifar: the file is no whole number of records
          file:     %s
          offset:   3073
          expected: a multiple of 3073 bytes
          found:    3080 bytes\
        """
            .formatted(file));
  }

  @Test
  void cutOffInItsCompression() throws IOException {
    byte[] whole = gzip(records(0, 1));
    Path file = file("cut.bin.gz", Arrays.copyOf(whole, whole.length - 9));
    refuses(
        () -> CifarFiles.read("cut", List.of(file), TWO),
        """
        cifar: the gzip stream is damaged or cut off
          file:  %s
          found: the compressed stream breaks off\
        """
            .formatted(file));
  }

  @Test
  void labelOutOfRange() throws IOException {
    Path file = file("wrong.bin", records(0, 200));
    refuses(
        () -> CifarFiles.read("wrong", List.of(file), TWO),
        """
        cifar: a label is out of range
          file:     %s
          offset:   3073
          field:    label of record 1
          expected: 0 to 1
          found:    200\
        """
            .formatted(file));
  }

  @Test
  void emptyMissingAndFolder() throws IOException {
    Path empty = file("empty.bin", new byte[0]);
    refuses(
        () -> CifarFiles.read("x", List.of(empty), TWO),
        "cifar: the file is empty\n  file: " + empty);
    Path none = folder.resolve("none.bin");
    refuses(() -> CifarFiles.read("x", List.of(none), TWO), "cifar: no such file\n  file: " + none);
    refuses(
        () -> CifarFiles.read("x", List.of(folder), TWO),
        "cifar: this is not a file\n  file: " + folder);
    refuses(
        () -> CifarFolder.find(folder),
        """
        cifar: files are missing
          folder:     %s
          looked for: data_batch_1.bin to data_batch_5.bin, or with .gz\
        """
            .formatted(folder));
  }

  @Test
  void classNamesThatAreNone() throws IOException {
    Path file = file("names.txt", "a\n\nb\n".getBytes(StandardCharsets.UTF_8));
    refuses(
        () -> CifarFiles.classNames(file),
        """
        cifar: these are no class names
          file:     %s
          expected: 1 to 256 names, one a line
          found:    3 lines, of them empty: 1\
        """
            .formatted(file));
  }

  @Test
  void realFiles() throws IOException {
    CifarFolder found = CifarFolder.find(RealData.at("cifar10"));
    Dataset train = found.readTrain("train");
    assertThat(train.size()).isEqualTo(10_000);
    assertThat(train.classTargets().counts())
        .containsExactly(1005, 974, 1032, 1016, 999, 937, 1030, 1001, 1025, 981);
    assertThat(found.classNames()).isEqualTo(CifarFiles.CLASSES);
    assertThat(found.readTest("test").size()).isEqualTo(1000);
  }
}
