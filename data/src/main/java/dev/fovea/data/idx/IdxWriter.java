package dev.fovea.data.idx;

import dev.fovea.core.file.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Writes idx files; a name that ends in {@code .gz} is compressed. */
public final class IdxWriter {
  private static final int BUFFER = 1 << 16;

  private IdxWriter() {}

  /**
   * Writes a file whole or not at all: to a temporary file beside it, then moved into place.
   *
   * @param data the elements in C order, big-endian
   * @throws IllegalArgumentException if the data is not as long as the dimensions say
   * @throws IOException if the file system fails; the target is then as it was
   */
  public static void write(Path path, IdxType type, List<Integer> dims, byte[] data)
      throws IOException {
    long elements = 1;
    for (int dim : dims) {
      elements = Math.multiplyExact(elements, (long) dim);
    }
    if (dims.isEmpty() || elements * type.bytes() != data.length) {
      throw new IllegalArgumentException(
          "idx: dimensions " + dims + " of " + type + " do not fit " + data.length + " bytes");
    }
    ByteBuffer header = ByteBuffer.allocate(IdxReader.headerBytes(dims.size()));
    header.putInt(type.code() << 8 | dims.size());
    dims.forEach(header::putInt);
    boolean compressed = path.toString().endsWith(".gz");
    WholeFile.write(
        path,
        file -> {
          try (OutputStream out = compressed ? new GZIPOutputStream(file, BUFFER) : file) {
            out.write(header.array());
            out.write(data);
          }
        });
  }
}
