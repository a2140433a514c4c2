package dev.fovea.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.Tensor;
import dev.fovea.nn.train.History;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Drawing must work where Java finds no font. The tests' machine has fonts, so this asks a fresh
 * Java which classes it loaded while it drew: reaching for a font of the system goes through its
 * font manager and its font configuration, which fail where there is none.
 */
class NoFontsTest {
  @TempDir Path folder;

  /** Draws one of each chart. */
  static final class Draw {
    private Draw() {}

    public static void main(String[] folder) {
      int i = 0;
      for (Chart chart : Samples.charts()) {
        chart.save(Path.of(folder[0], i++ + ".png"));
      }
    }
  }

  @Test
  void drawingNeverAsksForAFontOfTheSystem()
      throws IOException, InterruptedException, URISyntaxException {
    Path log = folder.resolve("classes.log");
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Xlog:class+load:file=" + log,
                "-cp",
                String.join(
                    System.getProperty("path.separator"),
                    place(Chart.class),
                    place(Draw.class),
                    place(History.class),
                    place(Tensor.class)),
                Draw.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile())
            .start();
    assertThat(java.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(folder.resolve("output.txt")).isEmptyFile();
    assertThat(java.exitValue()).isZero();
    assertThat(folder.resolve("5.png")).isNotEmptyFile();
    assertThat(Files.readString(log))
        .contains("dev.fovea.plot.canvas.PngWriter")
        .doesNotContain("sun.font.FontManagerFactory")
        .doesNotContain("sun.font.SunFontManager")
        .doesNotContain("sun.awt.FontConfiguration");
  }

  private static String place(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }
}
