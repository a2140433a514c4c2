package dev.fovea.formats.keras;

import dev.fovea.core.Tensor;
import dev.fovea.files.FormatException;
import io.jhdf.Superblock;
import io.jhdf.WritableGroupImpl;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import io.jhdf.storage.HdfFileChannel;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Makes the bytes of an HDF5 file. */
final class Hdf5Writer {
  /**
   * What an attribute may hold: its length stands in 16 bits, and there are names and types too.
   */
  private static final int LONGEST_ATTRIBUTE = 64_512;

  private Hdf5Writer() {}

  /** Fills a file. */
  @FunctionalInterface
  interface Filling {
    void fill(WritableGroup root) throws IOException;
  }

  /**
   * The bytes of a file. They are made in a temporary one, which is the library's only way. Its own
   * {@code close} is not asked: it writes a note over groups that come after the last numbers.
   */
  static byte[] bytes(Filling filling) throws IOException {
    WritableGroupImpl root = new WritableGroupImpl(null, "/");
    filling.fill(root);
    Path scratch = Files.createTempFile("fovea", ".h5");
    try (FileChannel channel =
        FileChannel.open(scratch, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      Superblock.SuperblockV2V3 start = new Superblock.SuperblockV2V3();
      HdfFileChannel file = new HdfFileChannel(channel, start);
      root.write(file, WritableHdfFile.ROOT_GROUP_ADDRESS);
      file.write(start.toBuffer(channel.size()), 0);
      return Files.readAllBytes(scratch);
    } finally {
      Files.deleteIfExists(scratch);
    }
  }

  /**
   * Puts a text.
   *
   * @throws FormatException if it is too long for an attribute
   */
  static void text(WritableGroup group, String name, String text) throws FormatException {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST_ATTRIBUTE) {
      throw FormatException.of("keras: the model is too large for an .h5 file")
          .fact("attribute", name)
          .fact("expected", "at most " + LONGEST_ATTRIBUTE + " bytes")
          .fact("found", length)
          .fact("hint", "write a .keras file");
    }
    group.putAttribute(name, text);
  }

  /** Puts texts; a list that is too long for one attribute is cut as Keras cuts it. */
  static void texts(WritableGroup group, String name, List<String> texts) throws FormatException {
    if (texts.isEmpty()) {
      return;
    }
    int longest =
        texts.stream()
            .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
            .max()
            .orElse(0);
    int fitting = Math.max(1, LONGEST_ATTRIBUTE / (longest + 1));
    if (longest > LONGEST_ATTRIBUTE) {
      throw FormatException.of("keras: a name is too long for an .h5 file").fact("found", longest);
    }
    if (texts.size() <= fitting) {
      group.putAttribute(name, texts.toArray(String[]::new));
      return;
    }
    for (int part = 0; part * fitting < texts.size(); part++) {
      List<String> some =
          texts.subList(part * fitting, Math.min((part + 1) * fitting, texts.size()));
      group.putAttribute(name + part, some.toArray(String[]::new));
    }
  }

  /** Puts numbers. */
  static void numbers(WritableGroup group, String name, Tensor values) {
    int[] dims = values.shape().dims();
    group.putDataset(name, nested(values.toFloatArray(), dims, 0, new int[1]));
  }

  private static Object nested(float[] values, int[] dims, int axis, int[] next) {
    int size = dims[axis];
    if (axis == dims.length - 1) {
      float[] row = new float[size];
      System.arraycopy(values, next[0], row, 0, size);
      next[0] += size;
      return row;
    }
    int[] left = new int[dims.length - axis];
    System.arraycopy(dims, axis, left, 0, left.length);
    Object rows = Array.newInstance(float.class, left);
    for (int i = 0; i < size; i++) {
      Array.set(rows, i, nested(values, dims, axis + 1, next));
    }
    return rows;
  }
}
