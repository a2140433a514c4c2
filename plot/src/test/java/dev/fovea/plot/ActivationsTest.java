package dev.fovea.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ActivationsTest {
  private static final float[] AFTER_RELU = {0, 1, 2, 4, 0, 0, 0, 0};

  @Test
  void drawsTheImageAndAMapAChannel() {
    Svg svg =
        Svg.of(
            Activations.of("conv1.relu", new Planes(2, 2, 2, AFTER_RELU)).input(Samples.image(28)));
    assertThat(svg.elements("image")).hasSize(2 + 1 + 1);
    assertThat(svg.texts())
        .contains(
            "Activations after conv1.relu", "2 maps of 2 × 2", "input", "0", "1: all 0", "4.00");
  }

  @Test
  void mapsWithoutNegativeValuesRunFromDarkToBright() {
    Pixels png =
        Pixels.of(Activations.of("r", new Planes(2, 2, 2, AFTER_RELU)).title("").picture().png(1));
    assertThat(png.at(30, 30)).isEqualTo(0x440154);
    assertThat(png.at(100, 100)).isEqualTo(0xfde725);
  }

  @Test
  void mapsWithNegativeValuesHaveZeroInTheMiddle() {
    Pixels png =
        Pixels.of(
            Activations.of("c", new Planes(1, 1, 3, new float[] {-1, 0, 4}))
                .title("")
                .picture()
                .png(1));
    assertThat(png.at(24 + 42, 34)).isEqualTo(0xf6f6f4);
    assertThat(png.at(24 + 70, 34)).isEqualTo(0x7a3503);
  }

  @Test
  void writesTheScaleOfEachMap() {
    Svg svg =
        Svg.of(
            Activations.of("c", new Planes(2, 1, 2, new float[] {0, 1.25f, 0, 8}))
                .scale(ColorScale.EACH));
    assertThat(svg.texts()).contains("0: 1.3", "1: 8.0", "max");
  }

  @Test
  void drawsALayerOfSingleValuesAndManyMaps() {
    assertThat(Svg.of(Activations.of("fc", new Planes(10, 1, 1, Samples.ramp(10)))).texts())
        .contains("10 maps of 1 × 1", "9");
    assertThat(
            Svg.of(Activations.of("c", new Planes(64, 7, 7, Samples.ramp(64 * 49))))
                .elements("image"))
        .hasSize(64 + 1);
  }
}
