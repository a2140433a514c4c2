package dev.fovea.core.vector.conv.winograd;

import static dev.fovea.core.vector.conv.winograd.WinogradTransforms.POINTS;
import static dev.fovea.core.vector.conv.winograd.WinogradTransforms.TAPS;

import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.simd.Transposition;
import dev.fovea.core.vector.tile.PanelProducts;
import java.lang.foreign.MemorySegment;

/**
 * Brings weights of 3×3 taps into the transformed domain and their gradients back, output channels
 * in the lanes.
 *
 * @param channelsIn input channels
 * @param channelsOut output channels
 * @param turned whether the weights lie {@code [in, out, 3, 3]} and are read from the last tap to
 *     the first, as for the gradient in the input, instead of {@code [out, in, 3, 3]}
 * @param source the weights
 */
record WinogradWeights(int channelsIn, int channelsOut, boolean turned, Location source) {
  private static final int ALL = TAPS * TAPS;
  private static final int CHUNK = Lanes.COUNT;
  private static final long TAP_BYTES = ((long) CHUNK * ALL + Lanes.COUNT) * Lanes.BYTES;

  /** Bytes of scratch for any of the methods. */
  static long scratchBytes() {
    return Transposition.BYTES + TAP_BYTES + (long) CHUNK * POINTS * TAPS * Lanes.BYTES;
  }

  /**
   * Transforms weights, in the order in which {@link PanelProducts} reads its second factor.
   *
   * @param firstOut the first output channel
   * @param vectors vectors of output channels, the columns of the matrices
   * @param firstIn the first input channel
   * @param channels input channels, the rows of the matrices
   * @param work the segment of scratch and result
   * @param step bytes from one matrix to the next
   */
  void transform(
      Memory memory,
      int firstOut,
      int vectors,
      int firstIn,
      int channels,
      MemorySegment work,
      long scratch,
      long out,
      long step) {
    long taps = scratch + Transposition.BYTES;
    long lines = taps + TAP_BYTES;
    long tap = turned ? -Lanes.BYTES : Lanes.BYTES;
    long first = taps + (turned ? (ALL - 1) * (long) Lanes.BYTES : 0);
    for (int v = 0; v < vectors; v++) {
      long down = PanelProducts.down(v, vectors);
      long column = out + PanelProducts.column(v, vectors, channels);
      for (int c = 0; c < channels; c += CHUNK) {
        int some = Math.min(CHUNK, channels - c);
        load(memory, firstOut + v * Lanes.COUNT, firstIn + c, some, work, scratch);
        for (int j = 0; j < TAPS; j++) {
          WinogradTransforms.taps(
              work,
              first + j * tap,
              TAPS * tap,
              (long) ALL * Lanes.BYTES,
              work,
              lines + (long) j * Lanes.BYTES,
              (long) TAPS * Lanes.BYTES,
              (long) POINTS * TAPS * Lanes.BYTES,
              some);
        }
        for (int i = 0; i < POINTS; i++) {
          WinogradTransforms.taps(
              work,
              lines + (long) i * TAPS * Lanes.BYTES,
              Lanes.BYTES,
              (long) POINTS * TAPS * Lanes.BYTES,
              work,
              column + c * down + i * POINTS * step,
              step,
              down,
              some);
        }
      }
    }
  }

  /**
   * Transforms gradients back; not for weights that are turned.
   *
   * @param from matrices of one row per input channel and one column per output channel
   * @param target where gradients go that lie as the weights
   */
  void gradients(
      Memory memory,
      int firstOut,
      int vectors,
      int firstIn,
      int channels,
      MemorySegment work,
      long scratch,
      long from,
      WinogradMatrices matrices,
      Location target,
      int part) {
    long taps = scratch + Transposition.BYTES;
    long lines = taps + TAP_BYTES;
    for (int v = 0; v < vectors; v++) {
      int o = firstOut + v * Lanes.COUNT;
      for (int c = 0; c < channels; c += CHUNK) {
        int some = Math.min(CHUNK, channels - c);
        long source = from + (long) c * matrices.row() + (long) v * Lanes.BYTES;
        for (int j = 0; j < POINTS; j++) {
          WinogradTransforms.tapGradient(
              work,
              source + j * matrices.step(),
              POINTS * matrices.step(),
              matrices.row(),
              work,
              lines + (long) j * Lanes.BYTES,
              (long) POINTS * Lanes.BYTES,
              (long) POINTS * TAPS * Lanes.BYTES,
              some);
        }
        for (int i = 0; i < TAPS; i++) {
          WinogradTransforms.tapGradient(
              work,
              lines + (long) i * POINTS * Lanes.BYTES,
              Lanes.BYTES,
              (long) POINTS * TAPS * Lanes.BYTES,
              work,
              taps + (long) i * TAPS * Lanes.BYTES,
              Lanes.BYTES,
              (long) ALL * Lanes.BYTES,
              some);
        }
        Transposition.fromLanes(
            work,
            taps,
            memory.of(target),
            target.at(0, part) + ((long) o * channelsIn + firstIn + c) * ALL * Float.BYTES,
            (long) channelsIn * ALL * Float.BYTES,
            Math.min(Lanes.COUNT, channelsOut - o),
            some * ALL,
            scratch);
      }
    }
  }

  /** Brings the taps of some input channels into the lanes, one vector per tap. */
  private void load(Memory memory, int out, int in, int some, MemorySegment work, long scratch) {
    MemorySegment from = memory.of(source);
    long taps = scratch + Transposition.BYTES;
    int lanes = Math.min(Lanes.COUNT, channelsOut - out);
    if (!turned) {
      long at = source.offset() + ((long) out * channelsIn + in) * ALL * Float.BYTES;
      long next = (long) channelsIn * ALL * Float.BYTES;
      Transposition.toLanes(from, at, next, lanes, some * ALL, work, taps, scratch);
      return;
    }
    for (int i = 0; i < some; i++) {
      long at = source.offset() + ((long) (in + i) * channelsOut + out) * ALL * Float.BYTES;
      Transposition.toLanes(
          from,
          at,
          (long) ALL * Float.BYTES,
          lanes,
          ALL,
          work,
          taps + (long) i * ALL * Lanes.BYTES,
          scratch);
    }
  }
}
