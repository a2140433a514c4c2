package dev.fovea.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiltersTest {
  @Test
  void drawsAMapAFilterOnACommonScale() {
    Svg svg = Svg.of(Filters.of(new int[] {4, 1, 3, 3}, Samples.ramp(36)));
    // Four maps and the scale bar.
    assertThat(svg.elements("image")).hasSize(5);
    assertThat(svg.texts())
        .contains(
            "4 filters of 3 × 3 over 1 channel", "0", "1", "2", "3", "−1.00", "1.00", "weight");
  }

  @Test
  void zeroIsInTheMiddleOfTheColors() {
    Pixels png =
        Pixels.of(
            Filters.of(new int[] {1, 1, 1, 3}, new float[] {-2, 0, 2}).title("").picture().png(1));
    assertThat(png.at(34, 34)).isEqualTo(0x0b3c78);
    assertThat(png.at(56, 34)).isEqualTo(0xf6f6f4);
    assertThat(png.at(78, 34)).isEqualTo(0x7a3503);
  }

  @Test
  void writesTheScaleOfEachFilter() {
    Svg svg =
        Svg.of(
            Filters.of(new int[] {2, 1, 1, 2}, new float[] {0.1f, -0.5f, 3, 2})
                .scale(ColorScale.EACH));
    assertThat(svg.texts())
        .contains("0: ±0.50", "1: ±3.0", "−max", "max", "weight; each filter on its own scale");
  }

  @Test
  void drawsThreeChannelsAsColors() {
    Pixels png =
        Pixels.of(
            Filters.of(new int[] {1, 3, 1, 1}, new float[] {1, 0, -1}).title("").picture().png(1));
    assertThat(png.at(50, 50)).isEqualTo(0xff8000);
  }

  @Test
  void drawsOtherNumbersOfChannelsAsRows() {
    Svg svg = Svg.of(Filters.of(new int[] {16, 8, 5, 5}, Samples.ramp(16 * 8 * 25)));
    assertThat(svg.elements("image")).hasSize(16 * 8 + 1);
    assertThat(svg.texts()).contains("16 filters of 5 × 5 over 8 channels", "15");
  }

  @Test
  void drawsFiltersThatAreAllZero() {
    Pixels png =
        Pixels.of(Filters.of(new int[] {1, 1, 2, 2}, new float[4]).title("").picture().png(1));
    assertThat(png.at(50, 50)).isEqualTo(0xf6f6f4);
  }

  @Test
  void refusesWhatIsNoWeight() {
    assertThatThrownBy(() -> Filters.of(new int[] {8, 5, 5}, new float[200]))
        .hasMessage(
            """
            filters: not the shape of a 2-D convolution's weight
              expected: [O, I, kH, kW]
              but was:  [8, 5, 5]\
            """);
    assertThatThrownBy(() -> Filters.of(new int[] {8, 1, 5, 5}, new float[100]))
        .hasMessage(
            """
            filters: values do not match the shape [8, 1, 5, 5]
              expected: 200 values
              but was:  100 values\
            """);
    assertThatThrownBy(() -> new Filters("", List.of(), ColorScale.COMMON))
        .hasMessage(
            """
            filters: nothing to draw
              expected: at least one filter
              but was:  0\
            """);
    assertThatThrownBy(
            () -> new Filters("", List.of(Samples.image(3), Samples.image(5)), ColorScale.COMMON))
        .hasMessage(
            """
            filters: shapes differ
              expected: Planes[C=1, H=3, W=3]
              but was:  Planes[C=1, H=5, W=5]\
            """);
  }
}
