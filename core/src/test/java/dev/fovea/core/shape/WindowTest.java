package dev.fovea.core.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {

  @Test
  void outputIsTheNumberOfPlacesTheWindowFits() {
    int tried = 0;
    for (int input = 1; input <= 9; input++) {
      for (int kernel = 1; kernel <= 4; kernel++) {
        for (int dilation = 1; dilation <= 3; dilation++) {
          for (int stride = 1; stride <= 4; stride++) {
            for (int before = 0; before <= 2; before++) {
              for (int after = 0; after <= 2; after++) {
                Window window =
                    Window.of(kernel)
                        .dilation(dilation)
                        .stride(stride)
                        .padding(Padding.of(List.of(before), List.of(after)));
                if (window.extent(0) <= input + before + after) {
                  tried++;
                  assertThat(window.output(List.of(input)))
                      .as("%s on %d", window, input)
                      .containsExactly(places(window, input, false));
                  if (2 * Math.max(before, after) <= window.extent(0)) {
                    assertThat(window.ceilMode(true).output(List.of(input)))
                        .as("%s on %d, ceil", window, input)
                        .containsExactly(places(window, input, true));
                  }
                }
              }
            }
          }
        }
      }
    }
    assertThat(tried).isGreaterThan(2000);
  }

  /** Moves the window step by step over the padded input. */
  private static int places(Window window, int input, boolean ceil) {
    int padded = window.before(0) + input + window.after(0);
    int start = 0;
    int places = 0;
    while (start + window.extent(0) <= padded) {
      places++;
      start += window.stride().getFirst();
    }
    int lastEnd = start - window.stride().getFirst() + window.extent(0);
    boolean somethingLeft = lastEnd < padded;
    boolean startsInsideOrBefore = start < window.before(0) + input;
    return ceil && somethingLeft && startsInsideOrBefore ? places + 1 : places;
  }

  @Test
  void samePaddingKeepsTheSizeOverTheStride() {
    for (int input = 1; input <= 12; input++) {
      for (int kernel = 1; kernel <= 5; kernel++) {
        for (int stride = 1; stride <= 4; stride++) {
          Window window = Window.of(kernel).stride(stride).dilation(2).padding(Padding.same());
          Window resolved = window.resolve(List.of(input));

          assertThat(resolved.output(List.of(input))).containsExactly(Math.ceilDiv(input, stride));
          assertThat(resolved.after(0) - resolved.before(0)).isBetween(0, 1);
        }
      }
    }
  }

  @Test
  void evenKernelsPadMoreBehind() {
    Window window = Window.of(4, 3).padding(Padding.same()).resolve(List.of(7, 7));

    assertThat(List.of(window.before(0), window.after(0))).containsExactly(1, 2);
    assertThat(List.of(window.before(1), window.after(1))).containsExactly(1, 1);
  }

  @Test
  void oneNumberServesAllAxes() {
    Window window = Window.of(3, 5).stride(2).padding(1).dilation(3).resolve(List.of(20, 20));

    assertThat(window.stride()).containsExactly(2, 2);
    assertThat(window.dilation()).containsExactly(3, 3);
    assertThat(List.of(window.before(1), window.after(1))).containsExactly(1, 1);
    assertThat(List.of(window.extent(0), window.extent(1))).containsExactly(7, 13);
  }

  @Test
  void refusesWhatDoesNotFitTogether() {
    assertThatThrownBy(() -> Window.of(3, 0))
        .isInstanceOf(ShapeError.class)
        .hasMessage("window: kernel must be at least 1 on every axis\n  but was: [3, 0]");
    assertThatThrownBy(() -> Window.of(3).stride(0))
        .hasMessage("window: stride must be at least 1 on every axis\n  but was: [0]");
    assertThatThrownBy(() -> Window.of(3).stride(1, 2))
        .hasMessage(
            """
            window: kernel, stride and dilation differ in their number of axes
              kernel:   [3]
              stride:   [1, 2]
              dilation: [1]\
            """);
    assertThatThrownBy(() -> Window.of(3, 3).padding(-1))
        .hasMessage("window: padding is negative\n  padding: [-1]");
    assertThatThrownBy(() -> Window.of(3, 3).padding(1, 2, 3).resolve(List.of(8, 8)))
        .hasMessage(
            """
            window: wrong number of values for padding
              expected: 1 or 2
              but was:  [1, 2, 3]\
            """);
    assertThatThrownBy(() -> Window.of(3).resolve(List.of(8, 8)))
        .hasMessage(
            """
            window: wrong number of spatial axes
              input:    [8, 8]
              expected: 1 as the kernel [3]
              but was:  2\
            """);
    assertThatThrownBy(() -> Window.of(2, 2, 2))
        .hasMessage(
            """
            window: wrong number of spatial axes
              kernel:   [2, 2, 2]
              expected: 1 (signals) or 2 (images)
              but was:  3\
            """);
  }

  @Test
  void refusesAnInputBelowItsExtent() {
    Window window = Window.of(3).dilation(2).padding(1).resolve(List.of(2));

    assertThatThrownBy(() -> window.output(List.of(2)))
        .isInstanceOf(ShapeError.class)
        .hasMessage(
            """
            window: the kernel is larger than the input
              input:    [2]
              kernel:   [3] dilated
              expected: at least 5 padded elements on axis 0
              but was:  4\
            """);
  }
}
