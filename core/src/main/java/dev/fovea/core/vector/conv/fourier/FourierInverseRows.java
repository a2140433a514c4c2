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
 * Rows of some planes from their spectra. A task is a band of rows of a bundle of planes.
 *
 * @param spectra the spectra
 * @param planes the planes
 * @param band how their rows are paired
 * @param cells the band's {@link RowBand#cells}
 * @param tiles for each tile side by side, the inverse transform of a pair of rows
 * @param size numbers of a transform
 * @param scale what the rows are multiplied by
 * @param added whether they are added to what is there
 * @param worker {@link FourierRows#workerBytes} bytes for each worker
 */
@SuppressWarnings("ArrayRecordComponent") // a table that kernels read; no two are compared
record FourierInverseRows(
    RowSpectra spectra,
    LanePlanes planes,
    RowBand band,
    int[] cells,
    List<Fourier> tiles,
    int size,
    float scale,
    boolean added,
    Location worker)
    implements WholeStep {

  static FourierInverseRows of(
      RowSpectra spectra,
      LanePlanes planes,
      List<int[]> tileColumns,
      float scale,
      boolean added,
      Location worker) {
    RowBand band = new RowBand(planes.width(), planes.height());
    int size = tileColumns.getFirst().length;
    List<Fourier> tiles =
        tileColumns.stream()
            .map(columns -> Fourier.inverse(Fourier.natural(size), band.places(columns)))
            .toList();
    return new FourierInverseRows(
        spectra, planes, band, band.cells(), tiles, size, scale, added, worker);
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
    for (int tile = 0; tile < tiles.size(); tile++) {
      join(arena, spectra.offset(0, tile, bundle, first), spectra, pairs, complex, size);
      Fourier transform = tiles.get(tile);
      for (int pair = 0; pair < pairs; pair++) {
        transform.run(
            arena,
            complex + pair * (long) size * Fourier.NUMBER,
            real + pair * band.pairBytes(),
            scratch);
      }
    }
    planes.store(
        memory,
        bundle,
        first * planes.width(),
        rows * planes.width(),
        arena,
        real,
        cells,
        scale,
        added,
        square);
  }

  /**
   * Spectra a and b of pairs of rows as one: {@code z[f] = a[f] + i·b[f]} and {@code z[−f] = ā[f] +
   * i·b̄[f]}. Frequencies outside, so that rows of a frequency are read together. A last row
   * without a partner is joined with the zeros after it.
   */
  private static void join(
      MemorySegment arena, long source, RowSpectra spectra, int pairs, long z, int size) {
    MemorySegment x = Lanes.bare(arena);
    long to = Lanes.bare(arena, z);
    int pairStep = size * Fourier.NUMBER;
    for (int f = 0; f < spectra.frequencies(); f++) {
      long from = Lanes.bare(arena, source + f * spectra.frequencyStep());
      int u = f * Fourier.NUMBER;
      int v = (f == 0 ? 0 : size - f) * Fourier.NUMBER;
      for (int pair = 0; pair < pairs; pair++) {
        long s = from + (pair * 2 * Fourier.NUMBER & OFFSET);
        long p = to + (pair * pairStep + u & OFFSET);
        long q = to + (pair * pairStep + v & OFFSET);
        FloatVector ar = FloatVector.fromMemorySegment(FLOATS, x, s, ORDER);
        FloatVector ai = FloatVector.fromMemorySegment(FLOATS, x, s + BYTES, ORDER);
        FloatVector br = FloatVector.fromMemorySegment(FLOATS, x, s + 2 * BYTES, ORDER);
        FloatVector bi = FloatVector.fromMemorySegment(FLOATS, x, s + 3 * BYTES, ORDER);
        ar.add(bi).intoMemorySegment(x, q, ORDER);
        br.sub(ai).intoMemorySegment(x, q + BYTES, ORDER);
        ar.sub(bi).intoMemorySegment(x, p, ORDER);
        ai.add(br).intoMemorySegment(x, p + BYTES, ORDER);
      }
    }
  }

  @Override
  public String describe() {
    return "%d rows of %d planes from their spectra, %d×%d numbers"
        .formatted(planes.height(), planes.planes(), tiles.size(), size);
  }
}
