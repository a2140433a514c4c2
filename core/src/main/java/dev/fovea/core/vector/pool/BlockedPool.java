package dev.fovea.core.vector.pool;

import dev.fovea.core.vector.geometry.Taps;
import dev.fovea.core.vector.run.BlockStep;
import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.simd.MoveKernels;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Pooling of one block, forwards and backwards. Loops: channels (an image stays in the first cache
 * level), then positions, then the taps of a position.
 *
 * @param kind what is computed from each window
 * @param sizes the geometry
 * @param x the values that are pooled
 * @param y the pooled values, where maxima are scattered or picked
 * @param v the values that are spread, scattered or picked
 * @param result the result
 */
public record BlockedPool(
    Pooling.Kind kind, Sizes sizes, Location x, Location y, Location v, Location result)
    implements BlockStep {

  /**
   * The geometry of a pooling.
   *
   * @param channels how many channels an example has
   * @param elementsIn elements of one unpooled channel
   * @param elementsOut elements of one pooled channel
   * @param taps which elements each window meets
   * @param scales one over the divisor of each window, in the order of the pooled elements; empty
   *     for maxima
   * @param disjoint whether no element lies in two windows
   * @param covering whether every element lies in a window
   */
  public record Sizes(
      int channels,
      int elementsIn,
      int elementsOut,
      Taps taps,
      float[] scales,
      boolean disjoint,
      boolean covering) {

    public static Sizes of(int channels, int in, int out, Taps taps, float[] scales) {
      int[] met = new int[in];
      for (Taps.Group group : taps.groups()) {
        for (int source : group.sources()) {
          for (int distance : group.distances()) {
            met[source + distance]++;
          }
        }
      }
      boolean disjoint = true;
      boolean covering = true;
      for (int times : met) {
        disjoint &= times <= 1;
        covering &= times >= 1;
      }
      return new Sizes(channels, in, out, taps, scales, disjoint, covering);
    }
  }

  @Override
  public void run(Memory memory, int worker, int block) {
    long to = result.at(worker, block);
    boolean spreads = kind == Pooling.Kind.MAX_SCATTER || kind == Pooling.Kind.AVERAGE_SPREAD;
    if (spreads && !(sizes.disjoint() && sizes.covering())) {
      MoveKernels.clear(memory.of(result), to, (long) sizes.channels() * sizes.elementsIn());
    }
    for (int c = 0; c < sizes.channels(); c++) {
      long in = (long) c * sizes.elementsIn() * Lanes.BYTES;
      long out = (long) c * sizes.elementsOut() * Lanes.BYTES;
      for (Taps.Group group : sizes.taps().groups()) {
        channel(memory, worker, block, group, in, out);
      }
    }
  }

  private void channel(Memory memory, int worker, int block, Taps.Group group, long in, long out) {
    MemorySegment to = memory.of(result);
    long r = result.at(worker, block);
    switch (kind) {
      case MAX -> max(group, memory.of(x), x.at(worker, block) + in, to, r + out);
      case AVERAGE ->
          average(group, sizes.scales(), memory.of(x), x.at(worker, block) + in, to, r + out);
      case AVERAGE_SPREAD ->
          spread(
              group,
              sizes.scales(),
              sizes.disjoint(),
              memory.of(v),
              v.at(worker, block) + out,
              to,
              r + in);
      case MAX_SCATTER ->
          scatter(
              group,
              sizes.disjoint(),
              memory.of(x),
              x.at(worker, block) + in,
              memory.of(y),
              y.at(worker, block) + out,
              memory.of(v),
              v.at(worker, block) + out,
              to,
              r + in);
      case MAX_PICK ->
          pick(
              group,
              memory.of(x),
              x.at(worker, block) + in,
              memory.of(y),
              y.at(worker, block) + out,
              memory.of(v),
              v.at(worker, block) + in,
              to,
              r + out);
    }
  }

  private static void max(
      Taps.Group group, MemorySegment x, long in, MemorySegment result, long out) {
    int[] distances = group.distances();
    for (int p = 0; p < group.sources().length; p++) {
      long from = in + (long) group.sources()[p] * Lanes.BYTES;
      FloatVector largest = FloatVector.fromMemorySegment(Lanes.FLOATS, x, from, Lanes.ORDER);
      for (int t = 1; t < distances.length; t++) {
        largest =
            largest.max(
                FloatVector.fromMemorySegment(
                    Lanes.FLOATS, x, from + (long) distances[t] * Lanes.BYTES, Lanes.ORDER));
      }
      largest.intoMemorySegment(result, out + (long) group.targets()[p] * Lanes.BYTES, Lanes.ORDER);
    }
  }

  private static void average(
      Taps.Group group, float[] scales, MemorySegment x, long in, MemorySegment result, long out) {
    int[] distances = group.distances();
    for (int p = 0; p < group.sources().length; p++) {
      long from = in + (long) group.sources()[p] * Lanes.BYTES;
      int target = group.targets()[p];
      FloatVector sum = FloatVector.fromMemorySegment(Lanes.FLOATS, x, from, Lanes.ORDER);
      for (int t = 1; t < distances.length; t++) {
        sum =
            sum.add(
                FloatVector.fromMemorySegment(
                    Lanes.FLOATS, x, from + (long) distances[t] * Lanes.BYTES, Lanes.ORDER));
      }
      sum.mul(scales[target])
          .intoMemorySegment(result, out + (long) target * Lanes.BYTES, Lanes.ORDER);
    }
  }

  private static void spread(
      Taps.Group group,
      float[] scales,
      boolean disjoint,
      MemorySegment v,
      long in,
      MemorySegment result,
      long out) {
    int[] distances = group.distances();
    for (int p = 0; p < group.sources().length; p++) {
      int target = group.targets()[p];
      FloatVector share =
          FloatVector.fromMemorySegment(
                  Lanes.FLOATS, v, in + (long) target * Lanes.BYTES, Lanes.ORDER)
              .mul(scales[target]);
      long to = out + (long) group.sources()[p] * Lanes.BYTES;
      for (int distance : distances) {
        long at = to + (long) distance * Lanes.BYTES;
        (disjoint
                ? share
                : share.add(FloatVector.fromMemorySegment(Lanes.FLOATS, result, at, Lanes.ORDER)))
            .intoMemorySegment(result, at, Lanes.ORDER);
      }
    }
  }

  private static void scatter(
      Taps.Group group,
      boolean disjoint,
      MemorySegment x,
      long xIn,
      MemorySegment y,
      long yIn,
      MemorySegment v,
      long vIn,
      MemorySegment result,
      long out) {
    int[] distances = group.distances();
    FloatVector zero = FloatVector.zero(Lanes.FLOATS);
    for (int p = 0; p < group.sources().length; p++) {
      long source = (long) group.sources()[p] * Lanes.BYTES;
      long target = (long) group.targets()[p] * Lanes.BYTES;
      FloatVector largest =
          FloatVector.fromMemorySegment(Lanes.FLOATS, y, yIn + target, Lanes.ORDER);
      FloatVector left = FloatVector.fromMemorySegment(Lanes.FLOATS, v, vIn + target, Lanes.ORDER);
      for (int distance : distances) {
        long at = source + (long) distance * Lanes.BYTES;
        // "not less" also takes the window whose maximum is NaN.
        VectorMask<Float> hit =
            FloatVector.fromMemorySegment(Lanes.FLOATS, x, xIn + at, Lanes.ORDER)
                .compare(VectorOperators.LT, largest)
                .not();
        FloatVector part = zero.blend(left, hit);
        left = left.blend(zero, hit);
        (disjoint
                ? part
                : part.add(
                    FloatVector.fromMemorySegment(Lanes.FLOATS, result, out + at, Lanes.ORDER)))
            .intoMemorySegment(result, out + at, Lanes.ORDER);
      }
    }
  }

  private static void pick(
      Taps.Group group,
      MemorySegment x,
      long xIn,
      MemorySegment y,
      long yIn,
      MemorySegment v,
      long vIn,
      MemorySegment result,
      long out) {
    int[] distances = group.distances();
    for (int p = 0; p < group.sources().length; p++) {
      long source = (long) group.sources()[p] * Lanes.BYTES;
      long target = (long) group.targets()[p] * Lanes.BYTES;
      FloatVector largest =
          FloatVector.fromMemorySegment(Lanes.FLOATS, y, yIn + target, Lanes.ORDER);
      FloatVector found = FloatVector.zero(Lanes.FLOATS);
      // From the last tap to the first, so that the first largest one stays.
      for (int t = distances.length - 1; t >= 0; t--) {
        long at = source + (long) distances[t] * Lanes.BYTES;
        VectorMask<Float> hit =
            FloatVector.fromMemorySegment(Lanes.FLOATS, x, xIn + at, Lanes.ORDER)
                .compare(VectorOperators.LT, largest)
                .not();
        found =
            found.blend(FloatVector.fromMemorySegment(Lanes.FLOATS, v, vIn + at, Lanes.ORDER), hit);
      }
      found.intoMemorySegment(result, out + target, Lanes.ORDER);
    }
  }

  @Override
  public String describe() {
    return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
        + " pool, "
        + sizes.channels()
        + " channels, "
        + sizes.elementsIn()
        + " and "
        + sizes.elementsOut()
        + " elements";
  }
}
