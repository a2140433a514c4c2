package dev.fovea.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs programs of the guide as a user does, on data that need no download. */
class ShortProgramsTest {
  private static final int MOST_LINES = 62;

  @TempDir Path folder;

  @Test
  void filters() throws Exception {
    String said = run("ImageFilters.java");
    assertThat(said).contains("FULL of [84, 84] and [5, 5]: [88, 88]", "VALID", "[80, 80]");
    assertThat(folder.resolve("filtered.png")).isNotEmptyFile();
  }

  @Test
  void convolutionByHand() throws Exception {
    assertThat(run("ConvolutionByHand.java")).contains("largest difference ");
  }

  @Test
  void transfer() throws Exception {
    assertThat(run("Transfer.java"))
        .contains("frozen body, new head", "raw pixels", "from scratch", "accuracy 0.");
  }

  private String run(String name, String... arguments) throws Exception {
    Path program = Path.of(name).toAbsolutePath();
    assertThat(Files.readAllLines(program)).hasSizeLessThanOrEqualTo(MOST_LINES);
    Path output = folder.resolve("output.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-p",
                System.getProperty("jdk.module.path"),
                "--add-modules",
                "dev.fovea.data,dev.fovea.formats,dev.fovea.plot",
                program.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    process.destroyForcibly();
    String text = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(ended && process.exitValue() == 0).as(text).isTrue();
    return text;
  }
}
