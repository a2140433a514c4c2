package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.files.StoredType;
import dev.fovea.files.TensorSource;
import dev.fovea.files.pytorch.PyTorchFile;
import dev.fovea.formats.Container;
import dev.fovea.formats.ModelCard;
import dev.fovea.formats.ModelFile;
import dev.fovea.nn.network.Sequential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertTest {
  @TempDir Path folder;
  private final Sequential model =
      Sequential.input(1, 6, 6).conv2d(2, 3).relu().flatten().linear(3).build(Seed.of(1));

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  @BeforeEach
  void saveAModel() throws IOException {
    ModelFile.save(
        Path.of(at("a.fovea")), model, ModelCard.empty().classes(List.of("x", "y", "z")));
  }

  /** Through every kind of file and back into ours: the same bits. */
  @Test
  void weightsGoRound() throws IOException {
    String before = at("a.fovea");
    for (String next : List.of("b.safetensors", "c.pt", "d.npz", "e.pth")) {
      Captured said = Captured.run("convert", before, at(next));
      assertThat(said.err()).isEmpty();
      assertThat(said.out()).isEqualTo(at(next) + ": 4 tensors\n");
      before = at(next);
    }
    Captured said = Captured.run("convert", before, at("z.fovea"), "--like", at("a.fovea"));
    assertThat(said.out()).isEqualTo(at("z.fovea") + ": loaded 4\n");
    assertThat(Files.mismatch(Path.of(at("z.fovea")), Path.of(at("a.fovea")))).isEqualTo(-1);
  }

  @Test
  void halfPrecisionIsWrittenIfAskedAndThenKept() throws IOException {
    Captured.run("convert", at("a.fovea"), at("half.pt"), "--half");
    Captured.run("convert", at("half.pt"), at("half.npz"));
    Captured.run("convert", at("a.fovea"), at("brain.safetensors"), "--bfloat16");
    assertThat(type("half.pt")).isEqualTo(StoredType.F16);
    assertThat(type("half.npz")).isEqualTo(StoredType.F16);
    assertThat(type("brain.safetensors")).isEqualTo(StoredType.BF16);
  }

  private StoredType type(String name) throws IOException {
    Path file = Path.of(at(name));
    try (TensorSource source = Container.of(file).open(file)) {
      return source.tensor("conv1.weight").type();
    }
  }

  @Test
  void namesAreChanged() throws IOException {
    SequencedMap<String, Tensor> checkpoint = new LinkedHashMap<>();
    checkpoint.put("state_dict.module.fc.bias", Tensor.zeros(2));
    checkpoint.put("optimizer.step", Tensor.scalar(1));
    PyTorchFile.of(checkpoint).write(Path.of(at("ck.pt")));
    Captured said =
        Captured.run(
            "convert", at("ck.pt"), at("out.npz"), "--state-dict", "--rename", "^fc\\.=head.");
    assertThat(said.err()).isEmpty();
    try (TensorSource source = Container.NPZ.open(Path.of(at("out.npz")))) {
      assertThat(source.tensors()).containsOnlyKeys("head.bias");
    }
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    refused("expected: a name that ends in .fovea, .safetensors, .pt, .npz", at("b.xyz"));
    refused("expected: --like MODEL", at("b.fovea"));
    refused("name an .npz file", at("b.npy"));
    refused("exclude each other", at("b.pt"), "--half", "--bfloat16");
    refused("float32", at("b.fovea"), "--half", "--like", at("a.fovea"));
  }

  private void refused(String message, String... rest) {
    String[] arguments = new String[rest.length + 2];
    arguments[0] = "convert";
    arguments[1] = at("a.fovea");
    System.arraycopy(rest, 0, arguments, 2, rest.length);
    Captured said = Captured.run(arguments);
    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err()).contains(message);
    assertThat(Path.of(rest[0])).doesNotExist();
  }

  @Test
  void weightsOfAnotherNetworkAreListed() throws IOException {
    SequencedMap<String, Tensor> other = new LinkedHashMap<>(model.snapshot());
    other.remove("linear1.bias");
    PyTorchFile.of(other).write(Path.of(at("other.pt")));
    Captured said = Captured.run("convert", at("other.pt"), at("b.fovea"), "--like", at("a.fovea"));
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err())
        .startsWith("fovea: weights: they do not fit the network\n")
        .contains("missing (1):\n", "linear1.bias\n");
  }

  @Test
  void summaryListsTheTensorsOfAFileWithoutLayers() throws IOException {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("fc.weight", Tensor.zeros(300, 7));
    tensors.put("steps", Tensor.of(new long[1]));
    PyTorchFile.of(tensors).write(Path.of(at("some.pt")));
    Captured said = Captured.run("summary", at("some.pt"));
    assertThat(said.err()).isEmpty();
    assertThat(said.out())
        .isEqualTo(
            """
            Tensor     Type     Shape     Numbers
            -------------------------------------
            fc.weight  float32  [300, 7]    2,100
            steps      int64    []              1
            -------------------------------------
            Total                           2,101
            """);
    assertThat(Captured.run("summary", at("a.fovea")).out()).contains("conv1 (Conv2d)");
    String missing = Objects.requireNonNull(Captured.run("summary", at("none.pt")).err());
    assertThat(missing).contains("none.pt");
  }
}
