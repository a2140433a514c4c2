package dev.fovea.data.arrays;

import static dev.fovea.data.Refusals.refuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.data.ByteFeatures;
import dev.fovea.data.Dataset;
import dev.fovea.data.RealData;
import dev.fovea.files.FormatException;
import dev.fovea.files.numpy.NpyFile;
import dev.fovea.files.numpy.NpzFile;
import dev.fovea.files.pytorch.PyTorchFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrayDatasetTest {
  @TempDir Path folder;

  private ArrayFile npy(String name, Tensor tensor) throws IOException {
    Path file = folder.resolve(name);
    NpyFile.write(file, tensor);
    return ArrayFile.of(file);
  }

  private static Tensor counted(int... dims) {
    float[] values = new float[Shape.of(dims).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return Tensor.of(values, dims);
  }

  private static Dataset read(ArrayFile inputs, ArrayFile labels) throws IOException {
    return ArrayDataset.read("x", inputs, labels, Optional.empty(), Optional.empty());
  }

  @Test
  void twoNpyFiles() throws IOException {
    ArrayFile x = npy("x.npy", counted(3, 2, 4));
    ArrayFile y = npy("y.npy", Tensor.of(new long[] {2, 0, 1}, 3, 1));
    Dataset data = read(x, y);
    assertThat(data.exampleShape()).isEqualTo(Shape.of(2, 4));
    assertThat(data.classNames()).containsExactly("0", "1", "2");
    assertThat(data.classTargets().labels()).containsExactly(2, 0, 1);
    assertThat(data.batch(1).inputs().toFloatArray()).containsExactly(8, 9, 10, 11, 12, 13, 14, 15);
    Dataset shaped =
        ArrayDataset.read(
            "x", x, y, Optional.of(List.of("a", "b", "c")), Optional.of(Shape.of(1, 8)));
    assertThat(shaped.exampleShape()).isEqualTo(Shape.of(1, 8));
    assertThat(shaped.classNames()).containsExactly("a", "b", "c");
  }

  @Test
  void aFileWithoutAnEndingIsToldByItsBeginning() throws IOException {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("images", counted(2, 1, 2, 2));
    Path torch = folder.resolve("train_data_2");
    PyTorchFile.of(tensors).write(torch);
    Path numpy = folder.resolve("train_labels_2");
    NpyFile.write(numpy, Tensor.of(new float[] {1, 0}, 2));
    Dataset data = read(ArrayFile.of(torch), ArrayFile.of(numpy));
    assertThat(data.exampleShape()).isEqualTo(Shape.of(1, 2, 2));
    assertThat(data.classTargets().labels()).containsExactly(1, 0);
  }

  @Test
  void arraysOfOneFile() throws IOException {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("images", counted(2, 1, 2, 2).to(DType.UINT8));
    tensors.put("labels", Tensor.of(new float[] {1, 0}, 2));
    Path npz = folder.resolve("set.npz");
    NpzFile.of(tensors).write(npz);
    Path pt = folder.resolve("set.pt");
    PyTorchFile.of(tensors).write(pt);
    for (Path file : List.of(npz, pt)) {
      Dataset data = read(ArrayFile.of(file, "images"), ArrayFile.of(file, "labels"));
      assertThat(data.features()).isInstanceOf(ByteFeatures.class);
      assertThat(data.all().inputs().toFloatArray()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
      assertThat(data.classTargets().labels()).containsExactly(1, 0);
      assertThat(ArrayFile.of(file).names()).containsExactly("images", "labels");
    }
  }

  @Test
  void inputsAndLabelsOfDifferentCount() throws IOException {
    ArrayFile x = npy("x.npy", counted(3, 2));
    ArrayFile y = npy("y.npy", Tensor.of(new int[] {0, 1}, 2));
    refuses(
        () -> read(x, y),
        """
        arrays: inputs and labels differ in number
          inputs: %s: [3, 2]
          labels: %s: 2\
        """
            .formatted(x.path(), y.path()));
  }

  @Test
  void labelsThatAreNone() throws IOException {
    ArrayFile x = npy("x.npy", counted(2, 2));
    ArrayFile half = npy("half.npy", Tensor.of(new float[] {0, 0.5f}, 2));
    refuses(
        () -> read(x, half),
        """
        arrays: a label is no class
          file:     %s
          field:    label of example 1
          expected: a whole number from 0 to 99999
          found:    0.5\
        """
            .formatted(half.path()));
    ArrayFile vast = npy("vast.npy", Tensor.of(new long[] {0, 1L << 40}, 2));
    refuses(
        () -> read(x, vast),
        """
        arrays: a label is no class
          file:     %s
          field:    label of example 1
          expected: a whole number from 0 to 99999
          found:    1.099511627776E12\
        """
            .formatted(vast.path()));
    ArrayFile flat = npy("flat.npy", counted(2, 2));
    refuses(
        () -> read(x, flat),
        """
        arrays: these are no labels
          file:     %s
          expected: [N] or [N, 1]
          found:    [2, 2]\
        """
            .formatted(flat.path()));
  }

  @Test
  void examplesThatAreNone() throws IOException {
    ArrayFile x = npy("x.npy", counted(2));
    ArrayFile y = npy("y.npy", Tensor.of(new int[] {0, 1}, 2));
    refuses(
        () -> read(x, y),
        """
        arrays: these are no examples
          file:     %s
          expected: [N, …], at least one example
          found:    [2]\
        """
            .formatted(x.path()));
  }

  @Test
  void arraysThatAreNotThere() throws IOException {
    Path npz = folder.resolve("set.npz");
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("a", counted(2, 2));
    tensors.put("b", counted(2));
    NpzFile.of(tensors).write(npz);
    refuses(
        () -> ArrayFile.of(npz, "x").read(),
        """
        arrays: no such array in the file
          file:     %s
          expected: x
          found:    [a, b]\
        """
            .formatted(npz));
    refuses(
        () -> ArrayFile.of(npz).read(),
        """
        arrays: an array of the file must be named
          file:  %s
          found: [a, b]\
        """
            .formatted(npz));
    Path text = Files.writeString(folder.resolve("x.txt"), "1 2 3");
    refuses(
        () -> ArrayFile.of(text).read(),
        """
        arrays: this kind of file is not known
          file:     %s
          expected: a name that ends in .npy, .npz, .pt or .pth, or what NumPy or PyTorch saved\
        """
            .formatted(text));
  }

  @Test
  void groupsOfWholeNumbers() throws IOException {
    assertThat(ArrayDataset.groups(npy("g.npy", Tensor.of(new int[] {7, 7, -1}, 3))).numbers())
        .containsExactly(7, 7, -1);
    ArrayFile wrong = npy("w.npy", Tensor.of(new double[] {1e12}, 1));
    refuses(
        () -> ArrayDataset.groups(wrong),
        """
        arrays: a group is no whole number
          file:     %s
          field:    group of example 0
          expected: a whole number of 32 bits
          found:    1.0E12\
        """
            .formatted(wrong.path()));
  }

  @Test
  void damagedFilesAreToldByTheirReaders() throws IOException {
    Path file = Files.writeString(folder.resolve("x.npy"), "no numbers");
    assertThatThrownBy(() -> ArrayFile.of(file).read()).isInstanceOf(FormatException.class);
  }

  @Test
  void realFiles() throws IOException {
    Path har = RealData.at("har");
    Dataset data =
        read(ArrayFile.of(har.resolve("x_test.npy")), ArrayFile.of(har.resolve("y_test.npy")));
    assertThat(data.exampleShape()).isEqualTo(Shape.of(6, 128));
    assertThat(data.classTargets().counts()).containsExactly(82, 84, 78, 78, 69, 109);
  }
}
