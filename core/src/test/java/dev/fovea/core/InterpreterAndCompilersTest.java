package dev.fovea.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The same weights to the bit, whoever executes the kernels: the interpreter, the first compiler or
 * both compilers. Each trains in a JVM of its own.
 */
@Tag("slow")
class InterpreterAndCompilersTest {

  @Test
  void giveTheSameBits() throws Exception {
    List<String> interpreted = outcome("-Xint", 1);
    assertThat(interpreted).as("one outcome").hasSize(1);
    assertThat(outcome("-XX:TieredStopAtLevel=1", 20)).as("first compiler").isEqualTo(interpreted);
    assertThat(outcome("-XX:+TieredCompilation", 200)).as("both compilers").isEqualTo(interpreted);
  }

  private static List<String> outcome(String flag, int repetitions) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(flag);
    command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    String classes = String.join(File.pathSeparator, root(Engine.class), root(SmallTraining.class));
    command.addAll(List.of("-cp", classes, SmallTraining.class.getName()));
    command.add(Integer.toString(repetitions));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String written = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s wrote %s", command, written).isZero();
    return written.lines().filter(line -> !line.startsWith("WARNING")).toList();
  }

  /** The folder of classes that a class was loaded from, also if it patches a module. */
  private static String root(Class<?> type) {
    String file = type.getSimpleName() + ".class";
    URI place = URI.create(Objects.requireNonNull(type.getResource(file)).toString());
    Path folder = Path.of(place);
    for (int i = type.getName().split("\\.").length; i > 0; i--) {
      folder = Objects.requireNonNull(folder.getParent());
    }
    return folder.toString();
  }
}
