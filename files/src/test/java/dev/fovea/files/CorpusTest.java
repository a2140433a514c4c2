package dev.fovea.files;

import dev.fovea.files.numpy.NpyFuzz;
import dev.fovea.files.numpy.NpzFuzz;
import dev.fovea.files.pytorch.PickleFuzz;
import dev.fovea.files.pytorch.PyTorchFuzz;
import dev.fovea.files.safetensors.SafetensorsFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every input that was a finding once, and some to start from. Each is also cut at every byte and
 * has every bit turned over.
 */
class CorpusTest {
  private static final Path CORPUS = Path.of("src", "test", "corpus");

  private static final Map<String, Target> TARGETS =
      Map.of(
          "npy", NpyFuzz::fuzzerTestOneInput,
          "npz", NpzFuzz::fuzzerTestOneInput,
          "pickle", PickleFuzz::fuzzerTestOneInput,
          "py-torch", PyTorchFuzz::fuzzerTestOneInput,
          "safetensors", SafetensorsFuzz::fuzzerTestOneInput);

  /** Takes any bytes. */
  @FunctionalInterface
  private interface Target {
    void take(byte[] bytes) throws IOException;
  }

  @TestFactory
  Stream<DynamicTest> noInputLeadsAstray() {
    return TARGETS.entrySet().stream()
        .flatMap(target ->
            inputs(CORPUS.resolve(target.getKey())).stream()
                .map(input ->
                    DynamicTest.dynamicTest(
                        target.getKey() + "/" + input.getFileName(),
                        () -> change(Files.readAllBytes(input), target.getValue()))));
  }

  private static List<Path> inputs(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.sorted().toList();
      if (found.isEmpty()) {
        throw new AssertionError("no inputs in " + folder);
      }
      return found;
    } catch (IOException failed) {
      throw new AssertionError("no inputs in " + folder, failed);
    }
  }

  private static void change(byte[] input, Target target) throws IOException {
    target.take(input);
    for (int kept = 0; kept < input.length; kept++) {
      target.take(Arrays.copyOf(input, kept));
    }
    for (int at = 0; at < input.length; at++) {
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        byte[] turned = input.clone();
        turned[at] ^= (byte) (1 << bit);
        target.take(turned);
      }
    }
  }
}
