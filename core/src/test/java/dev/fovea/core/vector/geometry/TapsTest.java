package dev.fovea.core.vector.geometry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.shape.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TapsTest {
  /** Every pair of output position and tap of a strided, dilated, padded window, by brute force. */
  @Test
  void gatheringListsExactlyTheTapsInsideTheInput() {
    Window window = Window.of(3, 2).stride(2, 1).dilation(1, 2).padding(1, 2);
    List<Integer> input = List.of(5, 4);
    Window resolved = window.resolve(input);
    List<Integer> output = resolved.output(input);
    TreeSet<String> expected = new TreeSet<>();
    for (int i = 0; i < output.get(0); i++) {
      for (int j = 0; j < output.get(1); j++) {
        for (int k = 0; k < 3; k++) {
          for (int l = 0; l < 2; l++) {
            int y = i * 2 - 1 + k;
            int x = j - 2 + l * 2;
            if (y >= 0 && y < 5 && x >= 0 && x < 4) {
              expected.add(row(i * output.get(1) + j, k * 2 + l, y * 4 + x));
            }
          }
        }
      }
    }
    assertThat(rows(Taps.gathering(resolved, input, output))).isEqualTo(expected);
  }

  @Test
  void scatteringIsGatheringReadBackwards() {
    Window resolved = Window.of(3, 3).stride(2).padding(1).resolve(List.of(7, 6));
    List<Integer> small = resolved.output(List.of(7, 6));
    TreeSet<String> backwards = new TreeSet<>();
    for (Taps.Group group : Taps.gathering(resolved, List.of(7, 6), small).groups()) {
      for (int p = 0; p < group.sources().length; p++) {
        for (int t = 0; t < group.taps().length; t++) {
          int element = group.sources()[p] + group.distances()[t];
          backwards.add(row(element, group.taps()[t], group.targets()[p]));
        }
      }
    }
    assertThat(rows(Taps.scattering(resolved, small, List.of(7, 6)))).isEqualTo(backwards);
  }

  @Test
  void positionsThatMeetNothingAreNamed() {
    Window resolved = Window.of(1).stride(2).resolve(List.of(5));
    assertThat(Taps.scattering(resolved, List.of(3), List.of(5)).bare()).containsExactly(1, 3);
  }

  @Test
  void interiorIsOneGroup() {
    Window resolved = Window.of(5, 5).resolve(List.of(28, 28));
    assertThat(Taps.gathering(resolved, List.of(28, 28), List.of(24, 24)).groups()).hasSize(1);
  }

  private static TreeSet<String> rows(Taps taps) {
    List<String> rows = new ArrayList<>();
    for (Taps.Group group : taps.groups()) {
      for (int p = 0; p < group.sources().length; p++) {
        for (int t = 0; t < group.taps().length; t++) {
          int element = group.sources()[p] + group.distances()[t];
          rows.add(row(group.targets()[p], group.taps()[t], element));
        }
      }
    }
    TreeSet<String> distinct = new TreeSet<>(rows);
    assertThat(distinct).hasSameSizeAs(rows);
    return distinct;
  }

  private static String row(int target, int tap, int element) {
    return target + " meets tap " + tap + " at " + element;
  }
}
