package dev.fovea.files.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.files.FloatWidth;
import dev.fovea.files.FormatException;
import dev.fovea.files.NamedTensors;
import dev.fovea.files.StoredTensor;
import dev.fovea.files.StoredType;
import dev.fovea.files.TensorSource;
import dev.fovea.files.python.PickleWriter;
import dev.fovea.files.python.PythonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PyTorchFileTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("a.pt");
  }

  private static SequencedMap<String, Tensor> oneOfEachType() {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("z.float", Tensor.of(new float[] {1.5f, Float.NaN, -0f, Float.MIN_VALUE}, 2, 2));
    tensors.put("bool", Tensor.of(new boolean[] {true, false, true}, 3));
    tensors.put("double", Tensor.of(new double[] {Math.PI, -1e300}, 1, 2));
    tensors.put("byte", Tensor.of(new byte[] {0, (byte) 200, 127}, 3));
    tensors.put("int", Tensor.of(new int[] {Integer.MIN_VALUE, 7}, 2));
    tensors.put("long", Tensor.of(new long[] {Long.MAX_VALUE}));
    tensors.put("empty", Tensor.of(new float[0], 3, 0));
    tensors.put("ünicode", Tensor.of(new float[70_000], 70_000));
    return tensors;
  }

  @Test
  void everyTypeComesBackToTheBit() throws IOException {
    SequencedMap<String, Tensor> tensors = oneOfEachType();
    PyTorchFile.of(tensors).write(file());
    SequencedMap<String, Tensor> read = PyTorchFile.read(file()).tensors();
    assertThat(read.sequencedKeySet()).containsExactlyElementsOf(tensors.sequencedKeySet());
    tensors.forEach((name, tensor) -> {
      Tensor again = Objects.requireNonNull(read.get(name), name);
      assertThat(again.shape()).isEqualTo(tensor.shape());
      assertThat(again.dtype()).isEqualTo(tensor.dtype());
      assertThat(again.storage().segment().mismatch(tensor.storage().segment())).isEqualTo(-1);
    });
  }

  /** {@code files/src/test/python/read_with_torch.py} looks at these with PyTorch itself. */
  @Test
  void filesForPyTorchAreLeft() throws IOException {
    Path left = Files.createDirectories(Path.of("target", "for-pytorch"));
    PyTorchFile.of(oneOfEachType()).write(left.resolve("types.pt"));
    SequencedMap<String, Tensor> small = oneOfEachType();
    small.remove("double");
    PyTorchFile.of(small).write(left.resolve("bfloat16.pt"), FloatWidth.BFLOAT16);
    SequencedMap<String, StoredTensor> narrow = new LinkedHashMap<>();
    Tensor floats = Tensor.of(new float[] {1.5f, 0.1f, -65504, Float.NEGATIVE_INFINITY}, 4);
    Tensor whole = Tensor.of(new int[] {-128, 127}, 2);
    narrow.put("half", StoredTensor.of(floats, StoredType.F16));
    narrow.put("short", StoredTensor.of(whole, StoredType.I16));
    narrow.put("char", StoredTensor.of(whole, StoredType.I8));
    PyTorchFile.write(left.resolve("narrow.pt"), new NamedTensors(narrow, new LinkedHashMap<>()));
    assertThat(PyTorchFile.read(left.resolve("narrow.pt")).tensors()).hasSize(3);
  }

  @Test
  void theSameTensorsGiveTheSameBytes() throws IOException {
    PyTorchFile.of(oneOfEachType()).write(file());
    byte[] first = Files.readAllBytes(file());
    PyTorchFile.of(oneOfEachType()).write(file());
    assertThat(Files.readAllBytes(file())).isEqualTo(first);
  }

  @Test
  void halfPrecisionIsKeptInTheFileAndWidenedInMemory() throws IOException {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(
        "w", Tensor.of(new float[] {1.5f, 0.1f, -65504, 1e-7f, Float.NEGATIVE_INFINITY}, 5));
    tensors.put("n", Tensor.of(new long[] {70000}));
    PyTorchFile.of(tensors).write(file(), FloatWidth.FLOAT16);
    try (TensorSource source = PyTorchFile.open(file())) {
      assertThat(source.tensor("w").type()).isEqualTo(StoredType.F16);
      assertThat(source.tensor("n").type()).isEqualTo(StoredType.I64);
      Tensor read = source.tensor("w").read();
      assertThat(read.dtype()).isEqualTo(DType.FLOAT32);
      assertThat(read.toFloatArray())
          .containsExactly(1.5f, 0.099975586f, -65504, 1.1920929e-7f, Float.NEGATIVE_INFINITY);
    }
    PyTorchFile.of(tensors).write(file(), FloatWidth.BFLOAT16);
    assertThat(Objects.requireNonNull(PyTorchFile.read(file()).tensors().get("w")).toFloatArray())
        .containsExactly(1.5f, 0.100097656f, -65536, 1.0011718e-7f, Float.NEGATIVE_INFINITY);
  }

  @Test
  void aNumberTooLargeForHalfPrecisionIsNamed() {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("w", Tensor.of(new float[] {1, 65520}, 2));
    assertThatThrownBy(() -> PyTorchFile.of(tensors).write(file(), FloatWidth.FLOAT16))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            """
            tensor: a number does not fit float16
              file:     %s
              tensor:   w
              expected: at most 65504.0 in size
              found:    65520.0\
            """
                .formatted(file()));
    assertThat(file()).doesNotExist();
  }

  @Test
  void shortIntegersKeepTheirWidth() throws IOException {
    SequencedMap<String, StoredTensor> tensors = new LinkedHashMap<>();
    Tensor numbers = Tensor.of(new int[] {-128, 127}, 2);
    tensors.put("i8", StoredTensor.of(numbers, StoredType.I8));
    tensors.put("i16", StoredTensor.of(numbers, StoredType.I16));
    PyTorchFile.write(file(), new NamedTensors(tensors, new LinkedHashMap<>()));
    try (TensorSource source = PyTorchFile.open(file())) {
      for (String name : tensors.keySet()) {
        assertThat(source.tensor(name).type().name()).isEqualToIgnoringCase(name);
        assertThat(source.tensor(name).read().toLongArray()).containsExactly(-128, 127);
      }
    }
  }

  @Test
  void unsignedIntegersOfSeveralBytesAreWidened() throws IOException {
    SequencedMap<String, StoredTensor> tensors = new LinkedHashMap<>();
    tensors.put("u16", StoredTensor.of(Tensor.of(new int[] {65535}, 1), StoredType.U16));
    PyTorchFile.write(file(), new NamedTensors(tensors, new LinkedHashMap<>()));
    try (TensorSource source = PyTorchFile.open(file())) {
      assertThat(source.tensor("u16").type()).isEqualTo(StoredType.I32);
      assertThat(source.tensor("u16").read().item()).isEqualTo(65535);
    }
  }

  @Test
  void viewsAreFollowed() throws IOException {
    byte[] storage = PickleBytes.floats(1, 2, 3, 4);
    assertThat(read(new long[] {2, 2}, new long[] {1, 2}, 0, storage)).containsExactly(1, 3, 2, 4);
    assertThat(read(new long[] {2}, new long[] {2}, 1, storage)).containsExactly(2, 4);
    assertThat(read(new long[] {2, 3}, new long[] {1, 0}, 2, storage))
        .containsExactly(3, 3, 3, 4, 4, 4);
    assertThat(read(new long[] {1, 2, 1}, new long[] {77, 3, 55}, 0, storage))
        .containsExactly(1, 4);
    assertThat(read(new long[] {0, 5}, new long[] {5, 1}, 4, storage)).isEmpty();
    assertThat(read(new long[] {}, new long[] {}, 3, storage)).containsExactly(4);
  }

  private float[] read(long[] sizes, long[] strides, long offset, byte[] storage)
      throws IOException {
    byte[] pickle = PickleBytes.fourFloats(offset, sizes, strides);
    Files.write(file(), PickleBytes.zip(pickle, storage));
    float[] values = alone();
    byte[] keys = PickleBytes.of(0x80, 2, "](X", PickleBytes.int32(1), "0e.");
    byte[] storages = PickleBytes.of(PickleBytes.int64(4), storage);
    Files.write(file(), PickleBytes.legacy(pickle, keys, storages));
    assertThat(alone()).isEqualTo(values);
    return values;
  }

  private float[] alone() throws IOException {
    Map<String, Tensor> tensors = PyTorchFile.read(file()).tensors();
    assertThat(tensors).containsOnlyKeys("tensor");
    return Objects.requireNonNull(tensors.get("tensor")).toFloatArray();
  }

  @Test
  void bigEndianStoragesAreTurned() throws IOException {
    byte[] pickle = PickleBytes.fourFloats(0, new long[] {4}, new long[] {1});
    byte[] storage = PickleBytes.floats(1, 2, 3, 4);
    for (int at = 0; at < storage.length; at += 4) {
      byte low = storage[at];
      byte second = storage[at + 1];
      storage[at] = storage[at + 3];
      storage[at + 1] = storage[at + 2];
      storage[at + 2] = second;
      storage[at + 3] = low;
    }
    Files.write(
        file(),
        PickleBytes.zip(
            Map.of("data.pkl", pickle, "data/0", storage, "byteorder", PickleBytes.of("big"))));
    assertThat(alone()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void aViewOfAViewInOldFilesIsFollowed() throws IOException {
    PickleWriter pickle =
        new PickleWriter().global("torch._utils", "_rebuild_tensor").mark().mark();
    pickle.text("storage").global("torch", "FloatStorage").text("7").text("cuda:0").whole(4);
    pickle.mark().text("8").whole(1).whole(3).tuple().tuple().persistent();
    PickleBytes.view(pickle, 1, new long[] {2}, new long[] {1});
    byte[] keys = PickleBytes.of(0x80, 2, "](X", PickleBytes.int32(1), "7e.");
    byte[] storages = PickleBytes.of(PickleBytes.int64(4), PickleBytes.floats(1, 2, 3, 4));
    Files.write(file(), PickleBytes.legacy(pickle.stop(), keys, storages));
    assertThat(alone()).containsExactly(3, 4);
  }

  @Test
  void storagesWithoutATypeHaveThatOfTheTensor() throws IOException {
    PickleWriter pickle = new PickleWriter().global("torch._utils", "_rebuild_tensor_v3").mark();
    pickle.mark().text("storage").global("torch.storage", "UntypedStorage").text("0").text("cpu");
    pickle.whole(4).tuple().persistent().whole(1).mark().whole(1).tuple().mark().whole(1).tuple();
    pickle.truth(false).emptyTuple().global("torch", "uint16").tuple().call();
    Files.write(file(), PickleBytes.zip(pickle.stop(), PickleBytes.of(1, 0, 0xFF, 0xFF)));
    try (TensorSource source = PyTorchFile.open(file())) {
      assertThat(source.tensor("tensor").type()).isEqualTo(StoredType.U16);
      assertThat(source.tensor("tensor").read().item()).isEqualTo(65535);
      assertThat(source.tensor("tensor").shape()).isEqualTo(Shape.of(1));
    }
  }

  @Test
  void tensorsInListsAreNamedByTheirPlace() throws IOException {
    PickleWriter pickle = new PickleWriter().mark();
    for (int i = 0; i < 2; i++) {
      PickleBytes.view(
          PickleBytes.tensor(pickle, "FloatStorage", "0", 4), i, new long[] {2}, new long[] {1});
    }
    Files.write(file(), PickleBytes.zip(pickle.tuple().stop(), PickleBytes.floats(1, 2, 3, 4)));
    SequencedMap<String, Tensor> read = PyTorchFile.read(file()).tensors();
    assertThat(read.sequencedKeySet()).containsExactly("0", "1");
    assertThat(Objects.requireNonNull(read.get("1")).toFloatArray()).containsExactly(2, 3);
  }

  @Test
  void whatStandsBesideTensorsIsRead() throws IOException {
    // {"loss": np.float64(0.5), "size": torch.Size([3]), "type": torch.float16, "on": device, 7:
    // {1}}
    byte[] pickle =
        PickleBytes.of(
            0x80,
            2,
            "}(",
            text("loss"),
            "cnumpy.core.multiarray\nscalar\n(cnumpy\ndtype\n(",
            text("f8"),
            0x89,
            0x88,
            "tR(K",
            3,
            text("<"),
            "NNNJ",
            PickleBytes.int32(-1),
            "J",
            PickleBytes.int32(-1),
            "K",
            0,
            "tb",
            "c_codecs\nencode\n(",
            text("\0\0\0\0\0\0\u00c3\u00a0?"),
            text("latin1"),
            "tR",
            "tR",
            text("size"),
            "ctorch\nSize\n(K",
            3,
            0x85,
            "tR",
            text("type"),
            "ctorch\nfloat16\n",
            text("on"),
            "ctorch\ndevice\n(",
            text("cuda"),
            "K",
            1,
            "tR",
            "K",
            7,
            "c__builtin__\nset\n(](K",
            1,
            "etR",
            "u.");
    Files.write(file(), PickleBytes.zip(Map.of("data.pkl", pickle)));
    PythonValue root = PyTorchFile.read(file()).root();
    assertThat(root).isInstanceOf(PythonValue.Dictionary.class);
    Map<PythonValue.Scalar, PythonValue> entries = ((PythonValue.Dictionary) root).entries();
    assertThat(entries.get(new PythonValue.Text("loss"))).isEqualTo(new PythonValue.Real(0.5));
    assertThat(items(entries.get(new PythonValue.Text("size"))))
        .containsExactly(PythonValue.Whole.of(3));
    assertThat(entries.get(new PythonValue.Text("type"))).hasToString("torch.float16");
    assertThat(entries.get(new PythonValue.Text("on"))).hasToString("cuda:1");
    assertThat(items(entries.get(PythonValue.Whole.of(7))))
        .containsExactly(PythonValue.Whole.of(1));
  }

  private static List<PythonValue> items(@Nullable PythonValue value) {
    assertThat(value).isInstanceOf(PythonValue.Sequence.class);
    return ((PythonValue.Sequence) Objects.requireNonNull(value)).items();
  }

  private static byte[] text(String text) {
    return PickleBytes.of("X", PickleBytes.int32(text.length()), text);
  }
}
