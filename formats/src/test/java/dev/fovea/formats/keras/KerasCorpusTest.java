package dev.fovea.formats.keras;

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
 * Every input that was a finding once, and some to start from. Each is also cut and has bits turned
 * over, in long ones not at every byte.
 */
@Tag("slow")
class KerasCorpusTest {
  private static final Path CORPUS = Path.of("src", "test", "corpus");
  private static final int CHANGES = 100;

  private static final Map<String, Target> TARGETS =
      Map.of(
          "keras", KerasFuzz::fuzzerTestOneInput,
          "keras-parts", KerasPartsFuzz::fuzzerTestOneInput);

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
    int step = Math.max(1, input.length / CHANGES);
    for (int at = 0; at < input.length; at += step) {
      target.take(Arrays.copyOf(input, at));
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        byte[] turned = input.clone();
        turned[at] ^= (byte) (1 << bit);
        target.take(turned);
      }
    }
  }
}
