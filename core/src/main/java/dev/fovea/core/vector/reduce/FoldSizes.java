package dev.fovea.core.vector.reduce;

import dev.fovea.core.shape.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A sum or maximum over some axes of row-major values as kernels see it. Neighboring axes that are
 * both folded or both kept are one. What is folded for one result: for each of some offsets, {@code
 * count} elements {@code stride} apart. Where the innermost axis is kept, {@code width} results
 * come from neighbors; where it is folded, {@code rows} results come from rows. The other kept axes
 * are counted through: they make {@code groups} of results.
 *
 * @param kept the other kept axes
 * @param groups how often there are rows, or results from neighbors
 * @param rows results that come from rows; 1 if the innermost axis is kept
 * @param rowStride elements from one row to the next
 * @param width results that come from neighbors; 1 if the innermost axis is folded
 * @param offsets where the elements of the innermost folded axis start, for every index of the
 *     other folded axes
 * @param count elements of the innermost folded axis
 * @param stride elements from one to the next
 */
public record FoldSizes(
    List<Axis> kept,
    int groups,
    int rows,
    int rowStride,
    int width,
    int[] offsets,
    int count,
    int stride) {
  public FoldSizes {
    kept = List.copyOf(kept);
  }

  /** An axis of this many elements that lie {@code stride} apart. */
  record Axis(int size, int stride, boolean folded) {}

  public static FoldSizes of(Shape shape, List<Integer> folded) {
    List<Axis> folds = new ArrayList<>();
    List<Axis> kept = new ArrayList<>();
    List<Axis> merged = merged(shape, folded);
    merged.forEach(axis -> (axis.folded() ? folds : kept).add(axis));
    boolean isInnermostKept = !merged.isEmpty() && !merged.getLast().folded();
    Axis results = kept.isEmpty() ? new Axis(1, 0, false) : kept.removeLast();
    Axis innermost = folds.isEmpty() ? new Axis(1, 1, true) : folds.removeLast();
    return new FoldSizes(
        kept,
        kept.stream().mapToInt(Axis::size).reduce(1, (a, b) -> a * b),
        isInnermostKept ? 1 : results.size(),
        isInnermostKept ? 0 : results.stride(),
        isInnermostKept ? results.size() : 1,
        offsets(folds),
        innermost.size(),
        innermost.stride());
  }

  private static List<Axis> merged(Shape shape, List<Integer> folded) {
    List<Axis> few = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      Axis next = new Axis(shape.dim(axis), shape.stride(axis), folded.contains(axis));
      if (!few.isEmpty() && few.getLast().folded() == next.folded()) {
        int size = few.removeLast().size() * next.size();
        few.add(new Axis(size, next.stride(), next.folded()));
      } else if (next.size() != 1) {
        few.add(next);
      }
    }
    return few;
  }

  /** The offset of each index of some axes, in row-major order. */
  private static int[] offsets(List<Axis> axes) {
    int[] offsets = {0};
    for (Axis axis : axes) {
      int[] finer = new int[offsets.length * axis.size()];
      for (int i = 0; i < finer.length; i++) {
        finer[i] = offsets[i / axis.size()] + i % axis.size() * axis.stride();
      }
      offsets = finer;
    }
    return offsets;
  }

  int results() {
    return groups * rows * width;
  }

  /** Elements folded into one result. */
  int folded() {
    return offsets.length * count;
  }

  /** Where the first element of a group lies. */
  int start(int group) {
    int start = 0;
    int rest = group;
    for (int i = kept.size() - 1; i >= 0; i--) {
      Axis axis = kept.get(i);
      start += rest % axis.size() * axis.stride();
      rest /= axis.size();
    }
    return start;
  }
}
