package dev.fovea.data.hdf5;

import dev.fovea.data.DataFileException;
import dev.fovea.data.Problem;
import dev.fovea.data.source.SourceFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * An array of numbers in an open HDF5 file: contiguous, compact or chunked, with gzip and shuffle.
 * Rows, the slices along the first axis, are read a few at a time.
 */
public final class Hdf5Array {
  /** Deflate cannot shrink data by more than this factor. */
  private static final long MAX_DEFLATE_FACTOR = 1032;

  private static final int MOST_AXES = 8;
  private static final long MOST_CHUNK_BYTES = 1L << 28;

  private final Hdf5File file;
  private final String path;
  private final Dataset stored;
  private final List<Long> dims;
  private final int rowValues;

  private Hdf5Array(Hdf5File file, String path, Dataset stored, List<Long> dims, int rowValues) {
    this.file = file;
    this.path = path;
    this.stored = stored;
    this.dims = dims;
    this.rowValues = rowValues;
  }

  static Hdf5Array of(Hdf5File file, String path, Dataset stored) throws DataFileException {
    Class<?> type = stored.getJavaType();
    boolean isNumeric =
        List.<Class<?>>of(byte.class, short.class, int.class, long.class, float.class, double.class)
            .contains(type);
    if (stored.isScalar() || stored.isCompound() || stored.isVariableLength() || !isNumeric) {
      throw new DataFileException(
          file.problem("this is no array of numbers", path)
              .with("expected", "whole or floating-point numbers along at least one axis")
              .with("found", stored.isScalar() ? "a single value" : type.getSimpleName()));
    }
    List<Long> dims = LongStream.of(stored.getDimensionsAsLong()).boxed().toList();
    long rowValues = 1;
    for (long dim : dims.subList(1, dims.size())) {
      rowValues = dim < 0 ? Long.MAX_VALUE : saturated(rowValues, dim);
    }
    long rows = dims.getFirst();
    if (dims.size() > MOST_AXES || rows < 0 || rowValues > SourceFile.MOST_BYTES / Long.BYTES) {
      throw new DataFileException(
          file.problem("the declared size is too large", path)
              .with(
                  "expected",
                  "at most " + MOST_AXES + " axes and " + SourceFile.MOST_BYTES + " bytes per row")
              .with("found", text(dims)));
    }
    checkStorage(file, path, stored, dims);
    return new Hdf5Array(file, path, stored, dims, (int) rowValues);
  }

  /**
   * Compares the declared amount with what the file can hold, before memory is taken for it. An
   * array whose chunks were mostly never written is refused, too.
   */
  private static void checkStorage(Hdf5File file, String path, Dataset stored, List<Long> dims)
      throws DataFileException {
    boolean isFiltered = !stored.getFilters().isEmpty();
    long possible = saturated(file.bytes(), isFiltered ? MAX_DEFLATE_FACTOR : 1);
    long declared = stored.getDataType().getSize();
    for (long dim : dims) {
      declared = saturated(declared, dim);
    }
    if (stored instanceof ChunkedDataset chunked) {
      long chunkBytes = stored.getDataType().getSize();
      for (int dim : chunked.getChunkDimensions()) {
        chunkBytes = dim < 1 ? Long.MAX_VALUE : saturated(chunkBytes, dim);
      }
      if (chunkBytes > Math.min(MOST_CHUNK_BYTES, possible)) {
        throw new DataFileException(
            file.problem("the chunks are too large", path)
                .with("expected", "at most " + Math.min(MOST_CHUNK_BYTES, possible) + " bytes")
                .with("found", chunkBytes + " bytes"));
      }
    }
    if (declared > possible) {
      throw new DataFileException(
          file.problem("the file is too short for the declared size", path)
              .with("expected", declared + " bytes of numbers")
              .with(
                  "found",
                  "a file of " + file.bytes() + " bytes" + (isFiltered ? ", compressed" : "")));
    }
  }

  private static long saturated(long product, long factor) {
    long high = Math.multiplyHigh(product, factor);
    return high != 0 || product * factor < 0 ? Long.MAX_VALUE : product * factor;
  }

  /** The beginning of an error about this array. */
  Problem problem(String headline) {
    return file.problem(headline, path);
  }

  /** The sizes of the axes. */
  public List<Long> dims() {
    return dims;
  }

  /** How many rows there are. */
  public long rows() {
    return dims.getFirst();
  }

  /** How many numbers a row has. */
  public int rowValues() {
    return rowValues;
  }

  /**
   * How many rows a chunk has, so that reading this many at once unpacks nothing twice; at least 1.
   */
  public int chunkRows() {
    return stored instanceof ChunkedDataset chunked
        ? Math.max(1, chunked.getChunkDimensions()[0])
        : 1;
  }

  /**
   * Reads rows as single precision.
   *
   * @throws DataFileException if the array is damaged
   * @throws IndexOutOfBoundsException if there are no such rows
   */
  public float[] rows(long first, int count) throws IOException {
    float[] values = new float[Math.multiplyExact(count, rowValues)];
    if (values.length == 0) {
      return values;
    }
    copy(slice(first, count), values, 0);
    return values;
  }

  /**
   * Reads all numbers as doubles.
   *
   * @throws DataFileException if there are too many, or the array is damaged
   */
  public double[] values() throws IOException {
    long total = saturated(rows(), rowValues);
    if (total > SourceFile.MOST_BYTES / Double.BYTES) {
      throw new DataFileException(
          file.problem("the array is too large to be read at once", path).with("found", this));
    }
    double[] values = new double[(int) total];
    if (total > 0) {
      flatten(slice(0, (int) rows()), values, 0);
    }
    return values;
  }

  private Object slice(long first, int count) throws IOException {
    if (first < 0 || count < 0 || first + count > rows()) {
      throw new IndexOutOfBoundsException(
          "rows " + first + " to " + (first + count) + " of " + rows());
    }
    long[] offset = new long[dims.size()];
    offset[0] = first;
    int[] size = dims.stream().mapToInt(Math::toIntExact).toArray();
    size[0] = count;
    return Hdf5File.guarded(
        file.problem("the array is damaged", path), () -> stored.getData(offset, size));
  }

  private static int copy(Object from, float[] to, int at) {
    return switch (from) {
      case float[] row -> {
        System.arraycopy(row, 0, to, at, row.length);
        yield at + row.length;
      }
      case Object[] rows -> {
        int next = at;
        for (Object row : rows) {
          next = copy(row, to, next);
        }
        yield next;
      }
      default -> {
        int length = Array.getLength(from);
        for (int i = 0; i < length; i++) {
          to[at + i] = (float) Array.getDouble(from, i);
        }
        yield at + length;
      }
    };
  }

  private static int flatten(Object from, double[] to, int at) {
    if (from instanceof Object[] rows) {
      int next = at;
      for (Object row : rows) {
        next = flatten(row, to, next);
      }
      return next;
    }
    int length = Array.getLength(from);
    for (int i = 0; i < length; i++) {
      to[at + i] = Array.getDouble(from, i);
    }
    return at + length;
  }

  private static String text(List<Long> dims) {
    return dims.stream().map(String::valueOf).collect(Collectors.joining(" x "));
  }

  /** Type and sizes, such as {@code float [230, 3, 1000]}. */
  @Override
  public String toString() {
    return stored.getJavaType().getSimpleName() + " " + dims;
  }

  /** The sizes of a row. */
  int[] rowDims() {
    return Arrays.stream(dims.subList(1, dims.size()).toArray(Long[]::new))
        .mapToInt(Math::toIntExact)
        .toArray();
  }
}
