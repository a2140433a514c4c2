package dev.fovea.core.vector.conv.fourier;

import static dev.fovea.core.vector.simd.Lanes.BYTES;
import static dev.fovea.core.vector.simd.Lanes.FLOATS;
import static dev.fovea.core.vector.simd.Lanes.OFFSET;
import static dev.fovea.core.vector.simd.Lanes.ORDER;

import dev.fovea.core.vector.run.Location;
import dev.fovea.core.vector.run.Memory;
import dev.fovea.core.vector.run.WholeStep;
import dev.fovea.core.vector.simd.Lanes;
import java.lang.foreign.MemorySegment;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/**
 * The spectra of all rows of some planes, times 2. A task is a band of rows of a bundle of planes.
 *
 * @param planes the planes
 * @param band how their rows are paired
 * @param cells the band's {@link RowBand#cells}
 * @param tiles for each tile side by side, the transform of a pair of rows
 * @param size numbers of a transform
 * @param spectra where the spectra go
 * @param worker {@link #workerBytes} bytes for each worker
 */
@SuppressWarnings("ArrayRecordComponent") // a table that kernels read; no two are compared
record FourierRows(
    LanePlanes planes,
    RowBand band,
    int[] cells,
    List<Fourier> tiles,
    int size,
    RowSpectra spectra,
    Location worker)
    implements WholeStep {

  static FourierRows of(
      LanePlanes planes, List<int[]> tileColumns, RowSpectra spectra, Location worker) {
    RowBand band = new RowBand(planes.width(), planes.height());
    int size = tileColumns.getFirst().length;
    List<Fourier> tiles =
        tileColumns.stream()
            .map(columns -> Fourier.of(band.places(columns), Fourier.natural(size)))
            .toList();
    return new FourierRows(planes, band, band.cells(), tiles, size, spectra, worker);
  }

  static long workerBytes(RowBand band, int size) {
    return LanePlanes.scratchBytes()
        + band.bytes()
        + band.pairs() * (long) size * Fourier.NUMBER
        + Fourier.scratchBytes(size);
  }

  @Override
  public int tasks() {
    return planes.bundles() * band.bands();
  }

  @Override
  public long cost() {
    return (long) band.pairs() * tiles.size() * size * Math.round(FourierSize.cost(size));
  }

  @Override
  public void run(Memory memory, int worker, int task) {
    int bundle = task / band.bands();
    int number = task % band.bands();
    int first = band.firstRow(number);
    int rows = band.rows(number);
    int pairs = Math.ceilDiv(rows, 2);
    MemorySegment arena = memory.of(this.worker);
    long square = this.worker.at(worker, 0);
    long real = square + LanePlanes.scratchBytes();
    long complex = real + band.bytes();
    long scratch = complex + band.pairs() * (long) size * Fourier.NUMBER;
    planes.load(
        memory, bundle, first * planes.width(), rows * planes.width(), arena, real, cells, square);
    clear(arena, real, rows);
    for (int tile = 0; tile < tiles.size(); tile++) {
      Fourier transform = tiles.get(tile);
      for (int pair = 0; pair < pairs; pair++) {
        transform.run(
            arena,
            real + pair * band.pairBytes(),
            complex + pair * (long) size * Fourier.NUMBER,
            scratch);
      }
      split(arena, complex, size, pairs, spectra.offset(0, tile, bundle, first), spectra);
      if (first + rows == planes.height()) {
        for (int f = 0; f < spectra.frequencies(); f++) {
          clearNumber(arena, spectra.offset(f, tile, bundle, planes.height()));
        }
      }
    }
  }

  /** Zeros after each pair, and as the partner of a last row that has none. */
  private void clear(MemorySegment arena, long real, int rows) {
    for (int pair = 0; pair < Math.ceilDiv(rows, 2); pair++) {
      clearNumber(arena, real + pair * band.pairBytes() + band.behind());
    }
    if (rows % 2 == 1) {
      long partner = real + rows / 2 * band.pairBytes() + BYTES;
      for (int column = 0; column < planes.width(); column++) {
        FloatVector.zero(FLOATS)
            .intoMemorySegment(arena, partner + (long) column * Fourier.NUMBER, Lanes.ORDER);
      }
    }
  }

  private static void clearNumber(MemorySegment arena, long at) {
    FloatVector.zero(FLOATS).intoMemorySegment(arena, at, Lanes.ORDER);
    FloatVector.zero(FLOATS).intoMemorySegment(arena, at + BYTES, Lanes.ORDER);
  }

  /**
   * Takes the transforms {@code z} of pairs of rows apart: {@code a[f] = z[f] + z̄[−f]} and {@code
   * b[f] = (z[f] − z̄[−f]) / i}. Frequencies outside, so that rows of a frequency are written
   * together.
   */
  private static void split(
      MemorySegment arena, long z, int size, int pairs, long target, RowSpectra spectra) {
    MemorySegment x = Lanes.bare(arena);
    long from = Lanes.bare(arena, z);
    int pairStep = size * Fourier.NUMBER;
    for (int f = 0; f < spectra.frequencies(); f++) {
      long to = Lanes.bare(arena, target + f * spectra.frequencyStep());
      int u = f * Fourier.NUMBER;
      int v = (f == 0 ? 0 : size - f) * Fourier.NUMBER;
      for (int pair = 0; pair < pairs; pair++) {
        long p = from + (pair * pairStep + u & OFFSET);
        long q = from + (pair * pairStep + v & OFFSET);
        long t = to + (pair * 2 * Fourier.NUMBER & OFFSET);
        FloatVector pr = FloatVector.fromMemorySegment(FLOATS, x, p, ORDER);
        FloatVector pi = FloatVector.fromMemorySegment(FLOATS, x, p + BYTES, ORDER);
        FloatVector qr = FloatVector.fromMemorySegment(FLOATS, x, q, ORDER);
        FloatVector qi = FloatVector.fromMemorySegment(FLOATS, x, q + BYTES, ORDER);
        pr.add(qr).intoMemorySegment(x, t, ORDER);
        pi.sub(qi).intoMemorySegment(x, t + BYTES, ORDER);
        pi.add(qi).intoMemorySegment(x, t + 2 * BYTES, ORDER);
        qr.sub(pr).intoMemorySegment(x, t + 3 * BYTES, ORDER);
      }
    }
  }

  @Override
  public String describe() {
    return "spectra of %d rows of %d planes, %d×%d numbers"
        .formatted(planes.height(), planes.planes(), tiles.size(), size);
  }
}
