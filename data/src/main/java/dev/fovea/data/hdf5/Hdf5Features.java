package dev.fovea.data.hdf5;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.DataFileException;
import dev.fovea.data.Features;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * The rows of an array in an HDF5 file, read when they are asked for: the file may be larger than
 * memory. The chunk read last is kept, so that reading in order unpacks each chunk once; in random
 * order each example costs a chunk. The file must stay open.
 */
public final class Hdf5Features implements Features {
  private static final int MOST_BLOCK_VALUES = 1 << 24;

  private final Hdf5Array array;
  private final Shape exampleShape;
  private final int size;
  private final int blockRows;
  private int blockStart = -1;
  private float[] block = {};

  private Hdf5Features(Hdf5Array array, Shape exampleShape, int size) {
    this.array = array;
    this.exampleShape = exampleShape;
    this.size = size;
    int most = Math.max(1, MOST_BLOCK_VALUES / Math.max(1, exampleShape.size()));
    this.blockRows = Math.min(array.chunkRows(), most);
  }

  /**
   * Examples along the first axis.
   *
   * @throws DataFileException if there are none, or too many
   */
  public static Hdf5Features of(Hdf5Array array) throws DataFileException {
    if (array.dims().size() < 2 || array.rowValues() == 0 || array.rows() == 0) {
      throw new DataFileException(
          array
              .problem("these are no examples")
              .with("expected", "[N, …], at least one example")
              .with("found", array));
    }
    if (array.rows() > Integer.MAX_VALUE) {
      throw new DataFileException(
          array
              .problem("there are too many examples")
              .with("expected", "at most " + Integer.MAX_VALUE)
              .with("found", array.rows()));
    }
    return new Hdf5Features(array, Shape.of(array.rowDims()), (int) array.rows());
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Shape exampleShape() {
    return exampleShape;
  }

  @Override
  public synchronized void copy(int example, float[] into, int offset) {
    Objects.checkIndex(example, size);
    int start = example - example % blockRows;
    if (start != blockStart) {
      try {
        block = array.rows(start, Math.min(blockRows, size - start));
        blockStart = start;
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
    int perExample = exampleShape.size();
    System.arraycopy(block, (example - start) * perExample, into, offset, perExample);
  }

  @Override
  public void digest(MessageDigest digest) {
    digest.update(
        ("float32 " + size + " x " + exampleShape + "\n").getBytes(StandardCharsets.UTF_8));
    float[] example = new float[exampleShape.size()];
    ByteBuffer bytes = ByteBuffer.allocate(4 * example.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < size; i++) {
      copy(i, example, 0);
      bytes.asFloatBuffer().put(example);
      digest.update(bytes.array());
    }
  }
}
