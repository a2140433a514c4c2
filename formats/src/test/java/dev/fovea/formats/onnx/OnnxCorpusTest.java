package dev.fovea.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Every input that was a finding once, and some to start from. Each is also cut at every byte and
 * has every bit turned over.
 */
@Tag("slow")
class OnnxCorpusTest {
  private static final Path CORPUS = Path.of("src", "test", "corpus", "onnx");

  @TestFactory
  Stream<DynamicTest> noInputLeadsAstray() throws IOException {
    try (Stream<Path> files = Files.list(CORPUS)) {
      List<Path> inputs = files.sorted().toList();
      assertThat(inputs).isNotEmpty();
      return inputs.stream()
          .map(input ->
              DynamicTest.dynamicTest(
                  input.getFileName().toString(), () -> change(Files.readAllBytes(input))));
    }
  }

  private static void change(byte[] input) {
    OnnxFuzz.fuzzerTestOneInput(input);
    for (int at = 0; at < input.length; at++) {
      OnnxFuzz.fuzzerTestOneInput(Arrays.copyOf(input, at));
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        byte[] turned = input.clone();
        turned[at] ^= (byte) (1 << bit);
        OnnxFuzz.fuzzerTestOneInput(turned);
      }
    }
  }
}
