package dev.fovea.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageGridTest {
  private static final String WRONG = "#c2410c";

  @Test
  void framesAndColorsOnlyWrongPredictions() {
    Svg svg =
        Svg.of(
            ImageGrid.of(
                List.of(
                    Example.predicted(Samples.image(28), "4", "4"),
                    Example.predicted(Samples.image(28), "4", "9"),
                    Example.labeled(Samples.image(28), "7"))));
    assertThat(svg.elements("image")).hasSize(3);
    assertThat(svg.elements("rect"))
        .filteredOn(r -> r.getAttribute("stroke").equals(WRONG))
        .hasSize(1);
    assertThat(svg.textsIn(WRONG)).containsExactly("4 → 9");
    assertThat(svg.texts())
        .contains("1 right, 1 wrong; wrong ones are framed and read true → predicted", "7");
  }

  @Test
  void writesLongNamesOnTwoLines() {
    Svg svg =
        Svg.of(
            ImageGrid.of(
                List.of(Example.predicted(Samples.image(28), "T-shirt/top", "Ankle boot"))));
    assertThat(svg.textsIn(WRONG)).containsExactly("T-shirt/top", "→ Ankle boot");
  }

  @Test
  void writesTheConfidence() {
    Example example = Example.predicted(Samples.image(28), "1", "1").confidence(0.9876);
    assertThat(Svg.of(ImageGrid.of(List.of(example))).texts())
        .contains("98.8 %", "1 right, 0 wrong");
  }

  @Test
  void drawsPixelsInGrayAndSharp() {
    Pixels png =
        Pixels.of(
            ImageGrid.of(List.of(Example.labeled(Samples.image(28), "7")))
                .title("")
                .picture()
                .png(1));
    assertThat(png.at(24, 24)).isEqualTo(0xffffff);
    assertThat(png.at(24 + 41, 24)).isEqualTo(0xffffff);
    assertThat(png.at(24 + 42, 24)).isZero();
    assertThat(png.at(24 + 83, 24 + 83)).isZero();
  }

  @Test
  void drawsRgbPlanesAsColors() {
    Planes orange = new Planes(3, 1, 2, new float[] {1, 0, 0.5f, 0, 0, 0});
    Pixels png =
        Pixels.of(ImageGrid.of(List.of(Example.labeled(orange, "x"))).title("").picture().png(1));
    assertThat(png.at(30, 30)).isEqualTo(0xff8000);
    assertThat(png.at(100, 30)).isZero();
  }

  @Test
  void marksAPixelThatIsNoNumber() {
    Planes broken = Planes.gray(1, 2, Float.NaN, 1);
    Pixels png =
        Pixels.of(ImageGrid.of(List.of(Example.labeled(broken, "x"))).title("").picture().png(1));
    assertThat(png.at(30, 30)).isEqualTo(0xff3df2);
  }

  @Test
  void keepsToAFixedRange() {
    Planes half = Planes.gray(1, 1, 0.5f);
    Pixels png =
        Pixels.of(
            ImageGrid.of(List.of(Example.labeled(half, "x")))
                .range(0, 1)
                .title("")
                .picture()
                .png(1));
    assertThat(png.at(60, 60)).isEqualTo(0x808080);
  }

  @Test
  void choosesColumnsThatFillTheRows() {
    List<Example> forty = Collections.nCopies(40, Example.labeled(Samples.image(28), "7"));
    assertThat(columns(ImageGrid.of(forty))).isEqualTo(8);
    assertThat(columns(ImageGrid.of(forty.subList(0, 10)))).isEqualTo(5);
    assertThat(columns(ImageGrid.of(forty.subList(0, 11)))).isEqualTo(6);
    assertThat(columns(ImageGrid.of(forty).columns(3))).isEqualTo(3);
  }

  private static long columns(ImageGrid grid) {
    return Svg.of(grid).elements("image").stream().map(e -> e.getAttribute("x")).distinct().count();
  }

  @Test
  void refusesWhatItCannotShow() {
    assertThatThrownBy(() -> ImageGrid.of(List.of()))
        .hasMessage(
            """
            image grid: nothing to draw
              expected: at least one example
              but was:  0\
            """);
    assertThatThrownBy(() -> Example.labeled(new Planes(2, 1, 1, new float[2]), "x"))
        .hasMessage(
            """
            image: cannot show this number of channels
              expected: 1 (gray) or 3 (RGB)
              but was:  2\
            """);
    assertThatThrownBy(() -> Example.labeled(Samples.image(2), "x").confidence(1.5))
        .hasMessage(
            """
            example: confidence out of range
              expected: 0 to 1
              but was:  1.5\
            """);
    assertThatThrownBy(
            () -> ImageGrid.of(List.of(Example.labeled(Samples.image(2), "x"))).columns(0))
        .hasMessage(
            """
            image grid: number of columns
              expected: at least 1
              but was:  0\
            """);
  }
}
