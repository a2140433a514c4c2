package dev.fovea.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the program of the guide as a user does: from its source, on the module path. */
@Tag("slow")
class DigitsTest {
  private static final int MOST_LINES = 30;
  private static final Pattern ACCURACY = Pattern.compile("accuracy (\\d\\.\\d+)");

  @TempDir Path folder;

  @Test
  void trainsEvaluatesSavesLoadsAndDraws() throws Exception {
    Path program = Path.of("Digits.java").toAbsolutePath();
    assertThat(Files.readAllLines(program)).hasSizeLessThanOrEqualTo(MOST_LINES);
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-p",
                System.getProperty("jdk.module.path"),
                "--add-modules",
                "dev.fovea.data,dev.fovea.formats,dev.fovea.plot",
                program.toString(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    process.destroyForcibly();
    String text = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(ended && process.exitValue() == 0).as(text).isTrue();
    Matcher accuracy = ACCURACY.matcher(text);
    assertThat(accuracy.find()).as(text).isTrue();
    assertThat(Double.parseDouble(accuracy.group(1))).isGreaterThan(0.97);
    for (String file : new String[] {"digits.fovea", "learning.png", "filters.png"}) {
      assertThat(folder.resolve(file)).isNotEmptyFile();
    }
  }
}
