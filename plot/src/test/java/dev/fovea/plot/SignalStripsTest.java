package dev.fovea.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Tensor;
import dev.fovea.nn.train.Batch;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignalStripsTest {
  private static final Example RAMP =
      Example.labeled(Planes.of(new int[] {2, 4}, new float[] {-1, 0, 1, 2, 0, 0, 0, 0}), "up");

  @Test
  void aStripHasItsLabelItsChannelsAndItsSamples() {
    Svg svg = Svg.of(SignalStrips.of(List.of(RAMP, RAMP)).channels("x", "y").title("Two"));
    assertThat(svg.elements("image")).hasSize(3);
    assertThat(svg.texts())
        .startsWith(
            "Two", "2 signals of 2 × 4: one row per channel, one column per sample", "up", "x", "y")
        .containsOnlyOnce("1", "2", "3", "4")
        .contains("−1.00", "2.00");
  }

  @Test
  void channelsWithoutNamesAreNumbered() {
    Svg svg = Svg.of(SignalStrips.of(List.of(RAMP)));
    assertThat(svg.texts())
        .startsWith(
            "Signals",
            "1 signal of 2 × 4: one row per channel, one column per sample",
            "up",
            "0",
            "1");
  }

  @Test
  void manyChannelsHaveNoRoomForNames() {
    Example tall = Example.labeled(Planes.gray(40, 2, new float[80]), "tall");
    assertThat(Svg.of(SignalStrips.of(List.of(tall))).texts()).doesNotContain("39");
  }

  @Test
  void signalsOfOtherLengthsHaveTheirOwnAxes() {
    Example shorter = Example.labeled(Planes.gray(1, 2, 0, 1), "short");
    Svg svg = Svg.of(SignalStrips.of(List.of(RAMP, shorter)));
    assertThat(svg.texts()).contains("2 signals: one row per channel, one column per sample");
    assertThat(svg.texts()).filteredOn("2"::equals).hasSize(2);
  }

  @Test
  void valuesBeyondTheRangeAreBlackOrWhite() {
    Pixels png =
        Pixels.of(
            SignalStrips.of(List.of(RAMP)).channels("", "").range(0, 1).title("").picture().png(1));
    int left = 24 + 8;
    int top = 24 + 20;
    assertThat(png.at(left + 65, top + 5)).isZero();
    assertThat(png.at(left + 3 * 130 - 65, top + 5)).isEqualTo(0xffffff);
    assertThat(png.at(left + 4 * 130 - 65, top + 5)).isEqualTo(0xffffff);
    assertThat(png.at(left + 65, top + 16)).isZero();
  }

  @Test
  void aBatchIsDrawnWithTheNamesOfItsClasses() {
    Batch batch =
        new Batch(
            Tensor.of(new float[] {0, 1, 2, 3, 4, 5, 6, 7}, 2, 2, 2),
            Tensor.of(new int[] {1, 0}, 2));
    SignalStrips strips = SignalStrips.of(batch, List.of("rest", "walk"));
    assertThat(strips.signals())
        .containsExactly(
            Example.labeled(Planes.gray(2, 2, 0, 1, 2, 3), "walk"),
            Example.labeled(Planes.gray(2, 2, 4, 5, 6, 7), "rest"));
  }

  @Test
  void aWrongPredictionIsColored() {
    Example wrong = Example.predicted(RAMP.image(), "up", "down");
    assertThat(Svg.of(SignalStrips.of(List.of(wrong))).textsIn("#c2410c"))
        .containsExactly("up → down");
  }

  @Test
  void whatIsNoSignalIsRefused() {
    assertThatThrownBy(() -> SignalStrips.of(List.of()))
        .hasMessage(
            """
            signal strips: nothing to draw
              expected: at least one signal
              but was:  0\
            """);
    Example colors = Example.labeled(new Planes(3, 1, 1, new float[3]), "x");
    assertThatThrownBy(() -> SignalStrips.of(List.of(colors)))
        .hasMessage(
            """
            signal strips: a signal is one plane of channels and samples
              expected: 1 plane
              but was:  3 planes\
            """);
    assertThatThrownBy(() -> SignalStrips.of(List.of(RAMP)).channels("x"))
        .hasMessage(
            """
            signal strips: names do not match the channels
              expected: 2 names
              but was:  1 names\
            """);
  }
}
