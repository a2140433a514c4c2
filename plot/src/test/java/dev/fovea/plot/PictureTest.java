package dev.fovea.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PictureTest {
  @TempDir Path folder;

  static List<Chart> charts() {
    return Samples.charts();
  }

  @ParameterizedTest
  @MethodSource("charts")
  void sameChartGivesTheSameBytesTwice(Chart chart) {
    assertThat(chart.picture().svg()).isEqualTo(chart.picture().svg());
    assertThat(chart.picture().png()).isEqualTo(chart.picture().png());
  }

  @ParameterizedTest
  @MethodSource("charts")
  void bothOutputsHaveTheSizeOfThePicture(Chart chart) {
    Picture picture = chart.picture();
    Svg svg = Svg.parse(picture.svg());
    assertThat(svg.document().getDocumentElement().getAttribute("viewBox"))
        .isEqualTo("0 0 %.0f %.0f".formatted(picture.width(), picture.height()));
    Pixels fine = Pixels.of(picture.png());
    assertThat(fine.image().getWidth()).isEqualTo((int) (2 * picture.width()));
    assertThat(fine.image().getHeight()).isEqualTo((int) (2 * picture.height()));
    Pixels coarse = Pixels.of(picture.png(0.5));
    assertThat(coarse.image().getWidth()).isEqualTo((int) Math.ceil(picture.width() / 2));
  }

  @ParameterizedTest
  @MethodSource("charts")
  void marginsStayFreeAndTheTitleIsDrawn(Chart chart) {
    Picture picture = chart.picture();
    Pixels png = Pixels.of(picture.png(1));
    int width = png.image().getWidth();
    int height = png.image().getHeight();
    assertThat(png.inked(0, 0, width, 12)).isZero();
    assertThat(png.inked(0, height - 12, width, 12)).isZero();
    assertThat(png.inked(0, 0, 12, height)).isZero();
    assertThat(png.inked(width - 12, 0, 12, height)).isZero();
    assertThat(png.inked(24, 24, 60, 16)).isGreaterThan(100);
    assertThat(Svg.parse(picture.svg()).texts()).contains(picture.title());
  }

  @ParameterizedTest
  @MethodSource("charts")
  void elementForAPageHasColorsThePageCanSetAndNoBackground(Chart chart) {
    String element = chart.picture().svgElement();
    Svg svg = Svg.parse(element);
    assertThat(element).startsWith("<svg ").contains("var(--fovea-ink,#18202c)");
    assertThat(svg.textsIn("#18202c")).isEmpty();
    assertThat(svg.elements("rect"))
        .noneMatch(r -> r.getAttribute("fill").startsWith("var(--fovea-surface"));
    assertThat(svg.document().getDocumentElement().getAttribute("aria-label"))
        .startsWith(chart.picture().title());
  }

  @Test
  void savesByExtensionAndLeavesNothingElse() throws IOException {
    Chart chart = Samples.charts().getFirst();
    chart.save(folder.resolve("curves.svg"));
    chart.save(folder.resolve("curves.PNG"));
    assertThat(Files.readString(folder.resolve("curves.svg"))).isEqualTo(chart.picture().svg());
    assertThat(Files.readAllBytes(folder.resolve("curves.PNG"))).isEqualTo(chart.picture().png());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("curves.svg", "curves.PNG");
    }
  }

  @Test
  void replacesAFileThatWasThere() throws IOException {
    Path file = Files.writeString(folder.resolve("a.svg"), "old");
    Samples.charts().getFirst().save(file);
    assertThat(file).content().startsWith("<?xml");
  }

  @Test
  void refusesAnUnknownExtension() {
    Path file = folder.resolve("curves.jpg");
    assertThatThrownBy(() -> Samples.charts().getFirst().save(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            """
            picture: unknown kind of file
              expected: a name that ends in .svg or .png
              but was:  %s\
            """
                .formatted(file));
    assertThat(file).doesNotExist();
  }

  @Test
  void namesTheFileWhoseFolderIsMissing() {
    Path file = folder.resolve("missing/curves.svg");
    assertThatThrownBy(() -> Samples.charts().getFirst().save(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(
            "cannot write %s: there is no folder %s".formatted(file, folder.resolve("missing")));
  }

  @Test
  void refusesAScaleOutOfRange() {
    Picture picture = Samples.charts().getFirst().picture();
    assertThatThrownBy(() -> picture.png(0))
        .hasMessage(
            """
            picture: scale out of range
              expected: above 0, at most 16
              but was:  0.0\
            """);
  }
}
