package dev.fovea.core.vector.geometry;

import dev.fovea.core.shape.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which input elements a window meets, for every output position of one channel, borders omitted.
 * Positions that meet the same taps at the same distances form a group: the interior is one, each
 * kind of border another. Kernels then walk flat tables, without a test for borders and without
 * multiplying zeros of a padding.
 *
 * @param groups the groups, together covering every position that meets at least one tap
 * @param bare the positions that meet no tap
 */
public record Taps(List<Group> groups, int[] bare) {

  /**
   * Positions that meet the same taps.
   *
   * @param taps the numbers of the taps within the kernel, in row-major order, ascending
   * @param distances the input element of each tap, counted from the first of them in memory; that
   *     is the first tap, if the window gathers
   * @param sources the first input element in memory, one a position
   * @param targets the output element, one a position
   */
  public record Group(int[] taps, int[] distances, int[] sources, int[] targets) {}

  private record Pattern(List<Integer> taps, List<Integer> distances) {}

  /** For a convolution or pooling from an input of these spatial sizes. */
  public static Taps gathering(Window window, List<Integer> input, List<Integer> output) {
    return of(
        window,
        output,
        input,
        (axis, out, tap) ->
            out * window.stride().get(axis)
                - window.before(axis)
                + tap * window.dilation().get(axis));
  }

  /**
   * For a transposed convolution: which elements of its input x contribute to each output position.
   */
  public static Taps scattering(Window window, List<Integer> input, List<Integer> output) {
    return of(
        window,
        output,
        input,
        (axis, out, tap) -> {
          int moved = out + window.before(axis) - tap * window.dilation().get(axis);
          int stride = window.stride().get(axis);
          return moved >= 0 && moved % stride == 0 ? moved / stride : -1;
        });
  }

  @FunctionalInterface
  private interface Source {
    int of(int axis, int out, int tap);
  }

  private static final class Positions {
    final List<Integer> sources = new ArrayList<>();
    final List<Integer> targets = new ArrayList<>();
  }

  private static Taps of(Window window, List<Integer> output, List<Integer> input, Source source) {
    Map<Pattern, Positions> groups = new LinkedHashMap<>();
    List<Integer> bare = new ArrayList<>();
    int rows = window.rank() == 2 ? output.get(0) : 1;
    int columns = output.get(window.rank() - 1);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        List<Integer> taps = new ArrayList<>();
        List<Integer> elements = new ArrayList<>();
        meet(window, input, source, row, column, taps, elements);
        int target = row * columns + column;
        if (taps.isEmpty()) {
          bare.add(target);
        } else {
          int first = Collections.min(elements);
          List<Integer> distances = elements.stream().map(element -> element - first).toList();
          Positions group =
              groups.computeIfAbsent(new Pattern(taps, distances), _ -> new Positions());
          group.sources.add(first);
          group.targets.add(target);
        }
      }
    }
    List<Group> found = new ArrayList<>();
    groups.forEach((pattern, positions) ->
        found.add(
            new Group(
                ints(pattern.taps()),
                ints(pattern.distances()),
                ints(positions.sources),
                ints(positions.targets))));
    return new Taps(List.copyOf(found), ints(bare));
  }

  private static void meet(
      Window window,
      List<Integer> input,
      Source source,
      int row,
      int column,
      List<Integer> taps,
      List<Integer> elements) {
    boolean image = window.rank() == 2;
    int last = window.rank() - 1;
    int kernelRows = image ? window.kernel().get(0) : 1;
    int kernelColumns = window.kernel().get(last);
    int width = input.get(last);
    for (int i = 0; i < kernelRows; i++) {
      int y = image ? source.of(0, row, i) : 0;
      if (image && (y < 0 || y >= input.get(0))) {
        continue;
      }
      for (int j = 0; j < kernelColumns; j++) {
        int x = source.of(last, column, j);
        if (x >= 0 && x < width) {
          taps.add(i * kernelColumns + j);
          elements.add(y * width + x);
        }
      }
    }
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }
}
