package dev.fovea.data.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Every input that was a finding once, and some to start from. Each is also cut, and has bits
 * turned over, at places spread over its whole length.
 */
@Tag("slow")
class CorpusTest {
  private static final Path CORPUS = Path.of("src", "test", "corpus");
  private static final int MOST_CHANGES = 600;

  private static final Map<String, Target> TARGETS =
      Map.of(
          "cifar", CifarFuzz::fuzzerTestOneInput,
          "csv", CsvFuzz::fuzzerTestOneInput,
          "hdf5", Hdf5Fuzz::fuzzerTestOneInput,
          "idx", IdxFuzz::fuzzerTestOneInput,
          "image", ImageFuzz::fuzzerTestOneInput,
          "ts", TsFuzz::fuzzerTestOneInput);

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
    int step = Math.max(1, input.length / 100);
    for (int kept = 0; kept < input.length; kept += step) {
      target.take(Arrays.copyOf(input, kept));
    }
    // An odd step passes through all bits of the bytes in turn.
    int bits = Byte.SIZE * input.length;
    for (int bit = 0; bit < bits; bit += 1 + 2 * (bits / MOST_CHANGES / 2)) {
      byte[] turned = input.clone();
      turned[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      target.take(turned);
    }
  }
}
