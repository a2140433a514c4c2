package dev.fovea.data.idx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The decoded content of an idx file: an array of numbers of one type.
 *
 * <p>Format: two zero bytes, a type code, the number of dimensions, each dimension as a 32-bit
 * big-endian number, then the elements in C order, big-endian.
 *
 * @see <a href="http://yann.lecun.com/exdb/mnist/">LeCun, Cortes and Burges, "The MNIST database of
 *     handwritten digits", section "The IDX file format"</a>
 */
public final class IdxFile {
  private final Path path;
  private final IdxType type;
  private final List<Integer> dims;
  private final byte[] bytes;

  IdxFile(Path path, IdxType type, List<Integer> dims, byte[] bytes) {
    this.path = path;
    this.type = type;
    this.dims = List.copyOf(dims);
    this.bytes = bytes;
  }

  /**
   * Reads a file, gzip-compressed or not; which of the two is told from its content.
   *
   * @throws dev.fovea.data.DataFileException if the file is missing, is no idx file, is shorter or
   *     longer than it declares, or its compression is damaged
   * @throws IOException if the file system fails
   */
  public static IdxFile read(Path path) throws IOException {
    return IdxReader.read(path);
  }

  /** Where it was read from. */
  public Path path() {
    return path;
  }

  /** The type of the elements. */
  public IdxType type() {
    return type;
  }

  /** The dimensions, outermost first; at least one. */
  public List<Integer> dims() {
    return dims;
  }

  /** The number of elements: the product of the dimensions. */
  public int elements() {
    return bytes.length / type.bytes();
  }

  /** The elements as they lie in the file, big-endian, without the header. Not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  /** Offset of an element in the (decompressed) file, for error messages. */
  public long offsetOf(int element) {
    return IdxReader.headerBytes(dims.size()) + (long) element * type.bytes();
  }

  /** One element, as a number; exact for every type of the format. */
  public double value(int element) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return switch (type) {
      case UBYTE -> bytes[element] & 0xff;
      case BYTE -> bytes[element];
      case SHORT -> buffer.getShort(2 * element);
      case INT -> buffer.getInt(4 * element);
      case FLOAT -> buffer.getFloat(4 * element);
      case DOUBLE -> buffer.getDouble(8 * element);
    };
  }

  /** All elements, rounded to single precision where they need more. */
  public float[] toFloatArray() {
    float[] values = new float[elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) value(i);
    }
    return values;
  }

  /** Type and dimensions, such as {@code ubyte [60000, 28, 28]}. */
  @Override
  public String toString() {
    return dims.stream().map(String::valueOf).collect(Collectors.joining(", ", type + " [", "]"));
  }
}
