package dev.fovea.core.vector.conv.fourier;

import static dev.fovea.core.vector.simd.Lanes.BYTES;
import static dev.fovea.core.vector.simd.Lanes.FLOATS;

import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.Lanes;
import dev.fovea.core.vector.tile.SmallProduct;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * From the spectra of rows of two tensors to those of their convolution. A task is one frequency of
 * rows: it transforms the columns, multiplies, at each frequency of columns, the matrices of
 * planes, and transforms the columns of the result back. What it holds meanwhile should stay in the
 * second cache, so it takes a few tiles at a time.
 *
 * <p>The product of complex matrices is three products of real ones (Gauss): with {@code P = (Aʳ +
 * Aⁱ)·Bʳ}, its parts are {@code P − Aⁱ·(Bʳ + Bⁱ)} and {@code P + Aʳ·(Bⁱ − Bʳ)}.
 *
 * @param left A; at each frequency, of each tile, an {@code [examples, channels]} matrix
 * @param right B; one tile, or, if tiles are summed, as many as the left side has
 * @param target the result
 * @param size numbers of a column's transform
 * @param sums whether the result is a sum over examples and tiles, of the outer products of their
 *     channels; if not, examples of the left side are multiplied by the matrix of the right side
 * @param examples examples
 * @param rows channels of the left side
 * @param columns channels of the right side and of the result
 * @param worker {@link #workerBytes} bytes for each worker
 */
record FourierProducts(
    FourierOperand left,
    FourierOperand right,
    FourierOperand target,
    int size,
    boolean sums,
    int examples,
    int rows,
    int columns,
    Location worker)
    implements WholeStep {

  @Override
  public int tasks() {
    return target.rows().frequencies();
  }

  @Override
  public long cost() {
    return (long) tiles() * size * examples * rows * columns * 6 / Lanes.COUNT;
  }

  private int tiles() {
    return left.columns().size() * left.rows().tiles();
  }

  long workerBytes() {
    return Fourier.scratchBytes(size)
        + bytes(left)
        + bytes(right)
        + bytes(target)
        + 3 * (left.packedBytes() + right.packedBytes() + target.packedBytes());
  }

  private long bytes(FourierOperand operand) {
    return size * operand.frequencyStep();
  }

  @Override
  public void run(Memory memory, int worker, int frequency) {
    MemorySegment arena = memory.of(this.worker);
    long scratch = this.worker.at(worker, 0);
    long leftAt = scratch + Fourier.scratchBytes(size);
    long rightAt = leftAt + bytes(left);
    long targetAt = rightAt + bytes(right);
    long packed = targetAt + bytes(target);
    if (!sums) {
      transform(arena, right, frequency, 0, 1, rightAt, scratch);
    }
    for (int tile = 0; tile < tiles(); tile += left.tiles()) {
      int count = Math.min(left.tiles(), tiles() - tile);
      transform(arena, left, frequency, tile, count, leftAt, scratch);
      if (sums) {
        transform(arena, right, frequency, tile, count, rightAt, scratch);
      }
      multiply(arena, count, sums && tile > 0, leftAt, rightAt, targetAt, packed);
      if (!sums) {
        transformBack(arena, frequency, tile, count, targetAt, scratch);
      }
    }
    if (sums) {
      transformBack(arena, frequency, 0, 1, targetAt, scratch);
    }
  }

  private static void transform(
      MemorySegment arena,
      FourierOperand operand,
      int frequency,
      int firstTile,
      int tiles,
      long to,
      long scratch) {
    int below = operand.columns().size();
    for (int tile = 0; tile < tiles; tile++) {
      int across = (firstTile + tile) / below;
      Fourier columns = operand.columns().get((firstTile + tile) % below);
      for (int bundle = 0; bundle < operand.rows().bundles(); bundle++) {
        long from = operand.rows().offset(frequency, across, bundle, 0);
        columns.run(arena, from, to + operand.bundleAt(tile, bundle), scratch);
      }
    }
  }

  /** Leaves zeros after the rows, where numbers went that are not part of the result. */
  private void transformBack(
      MemorySegment arena, int frequency, int firstTile, int tiles, long from, long scratch) {
    int below = target.columns().size();
    RowSpectra spectra = target.rows();
    for (int tile = 0; tile < tiles; tile++) {
      int across = (firstTile + tile) / below;
      Fourier columns = target.columns().get((firstTile + tile) % below);
      for (int bundle = 0; bundle < spectra.bundles(); bundle++) {
        columns.run(
            arena,
            from + target.bundleAt(tile, bundle),
            spectra.offset(frequency, across, bundle, 0),
            scratch);
        long behind = spectra.offset(frequency, across, bundle, spectra.rows());
        FloatVector.zero(FLOATS).intoMemorySegment(arena, behind, Lanes.ORDER);
        FloatVector.zero(FLOATS).intoMemorySegment(arena, behind + BYTES, Lanes.ORDER);
      }
    }
  }

  private void multiply(
      MemorySegment arena,
      int tiles,
      boolean added,
      long leftAt,
      long rightAt,
      long targetAt,
      long packed) {
    long a = packed;
    long aNext = left.packedBytes();
    long b = a + 3 * aNext;
    long bNext = right.packedBytes();
    long c = b + 3 * bNext;
    long cNext = target.packedBytes();
    int step = Float.BYTES;
    for (int f = 0; f < size; f++) {
      long l = leftAt + f * left.frequencyStep();
      long r = rightAt + f * right.frequencyStep();
      long t = targetAt + f * target.frequencyStep();
      ComplexPacking.left(arena, l, tiles, left, a);
      if (sums) {
        ComplexPacking.right(arena, r, tiles, right, b);
        for (int part = 0; part < 3; part++) {
          SmallProduct.run(
              arena,
              rows,
              columns,
              tiles * examples,
              a + part * aNext,
              step,
              rows * step,
              b + part * bNext,
              c + part * cNext);
        }
        ComplexPacking.target(arena, c, 1, target, t, added);
      } else {
        ComplexPacking.right(arena, r, 1, right, b);
        for (int part = 0; part < 3; part++) {
          SmallProduct.run(
              arena,
              tiles * examples,
              columns,
              rows,
              a + part * aNext,
              rows * step,
              step,
              b + part * bNext,
              c + part * cNext);
        }
        ComplexPacking.target(arena, c, tiles, target, t, false);
      }
    }
  }

  @Override
  public String describe() {
    return "products of spectra, %d×%d frequencies, %d tiles of %d×%d→%d planes"
        .formatted(tasks(), size, tiles(), examples, rows, columns);
  }
}
