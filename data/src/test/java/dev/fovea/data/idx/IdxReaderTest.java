package dev.fovea.data.idx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.data.DataFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdxReaderTest {
  @TempDir Path folder;

  @Test
  void readsPlainAndGzipByContentNotByName() throws IOException {
    byte[] content = idx(0x08, new int[] {2, 3}, 1, 2, 3, 4, 5, 250);
    Path plain = file("plain.gz", content);
    Path gzip = file("compressed", gzip(content));

    for (Path path : List.of(plain, gzip)) {
      IdxFile read = IdxFile.read(path);
      assertThat(read.type()).isEqualTo(IdxType.UBYTE);
      assertThat(read.dims()).containsExactly(2, 3);
      assertThat(read.elements()).isEqualTo(6);
      assertThat(read.toFloatArray()).containsExactly(1, 2, 3, 4, 5, 250);
      assertThat(read).hasToString("ubyte [2, 3]");
    }
  }

  @ParameterizedTest
  @EnumSource(IdxType.class)
  void everyTypeComesBackAsWritten(IdxType type) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(3 * type.bytes());
    for (double value : new double[] {0, 7, 100}) {
      switch (type) {
        case UBYTE, BYTE -> data.put((byte) value);
        case SHORT -> data.putShort((short) value);
        case INT -> data.putInt((int) value);
        case FLOAT -> data.putFloat((float) value);
        case DOUBLE -> data.putDouble(value);
      }
    }
    Path path = folder.resolve(type + ".idx.gz");
    IdxWriter.write(path, type, List.of(3), data.array());

    IdxFile read = IdxFile.read(path);
    assertThat(read.type()).isEqualTo(type);
    assertThat(read.toFloatArray()).containsExactly(0, 7, 100);
    assertThat(read.bytes()).isEqualTo(data.array());
    assertThat(folder).isDirectoryNotContaining(file -> !file.equals(path));
  }

  @Test
  void signedAndUnsignedBytesDiffer() throws IOException {
    assertThat(IdxFile.read(file("u", idx(0x08, new int[] {1}, 255))).value(0)).isEqualTo(255);
    assertThat(IdxFile.read(file("s", idx(0x09, new int[] {1}, 255))).value(0)).isEqualTo(-1);
  }

  @Test
  void writerRefusesDataThatDoesNotFit() {
    assertThatThrownBy(
            () -> IdxWriter.write(folder.resolve("x"), IdxType.INT, List.of(2, 2), new byte[15]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("idx: dimensions [2, 2] of int do not fit 15 bytes");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aWriteThatFailsLeavesNothing() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("taken"));
    Files.createFile(taken.resolve("inside"));
    assertThatThrownBy(() -> IdxWriter.write(taken, IdxType.UBYTE, List.of(2), new byte[2]))
        .isInstanceOf(IOException.class);
    assertThat(folder).isDirectoryNotContaining(file -> !file.equals(taken));
    assertThat(taken.resolve("inside")).exists();
  }

  @Test
  void missingFile() {
    Path path = folder.resolve("absent");
    fails(path, "idx: no such file\n  file: " + path);
  }

  @Test
  void folderInsteadOfFile() {
    fails(folder, "idx: this is not a file\n  file: " + folder);
  }

  @Test
  void emptyFile() throws IOException {
    Path path = file("empty", new byte[0]);
    fails(
        path,
        """
        idx: the file is empty
          file:     %s
          offset:   0
          field:    magic
          expected: 4 bytes
          found:    0 bytes\
        """
            .formatted(path));
  }

  @Test
  void wrongMagic() throws IOException {
    Path path = file("picture.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    fails(
        path,
        """
        idx: this is not an idx file
          file:     %s
          offset:   0
          field:    magic
          expected: 00 00, a type (08 09 0b 0c 0d 0e), number of dimensions (01 to 08)
          found:    89 50 4e 47\
        """
            .formatted(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"00 00 0a 01", "00 00 08 00", "00 00 08 09", "00 01 08 01", "01 00 08 01"})
  void unknownTypeOrNumberOfDimensions(String magic) throws IOException {
    byte[] content = Arrays.copyOf(HexFormat.ofDelimiter(" ").parseHex(magic), 100);
    Path path = file("strange", content);
    fails(
        path,
        """
        idx: this is not an idx file
          file:     %s
          offset:   0
          field:    magic
          expected: 00 00, a type (08 09 0b 0c 0d 0e), number of dimensions (01 to 08)
          found:    %s\
        """
            .formatted(path, magic));
  }

  @Test
  void headerCutOff() throws IOException {
    Path path = file("short", Arrays.copyOf(idx(0x08, new int[] {2, 3}), 9));
    fails(
        path,
        """
        idx: the file ends too early
          file:     %s
          offset:   4
          field:    dimensions
          expected: 8 bytes
          found:    5 bytes\
        """
            .formatted(path));
  }

  @Test
  void dataCutOff() throws IOException {
    Path path = file("short", idx(0x0c, new int[] {2, 3}, new int[23]));
    fails(
        path,
        """
        idx: the file ends too early
          file:     %s
          offset:   12
          field:    data
          expected: 24 bytes
          found:    23 bytes\
        """
            .formatted(path));
  }

  @Test
  void dataCutOffBeforeCompression() throws IOException {
    Path path = file("short", gzip(idx(0x08, new int[] {2, 3}, 1, 2, 3)));
    fails(
        path,
        """
        idx: the file ends too early
          file:     %s
          offset:   12
          field:    data
          expected: 6 bytes
          found:    3 bytes\
        """
            .formatted(path));
  }

  @Test
  void trailingBytes() throws IOException {
    Path path = file("long", idx(0x08, new int[] {2}, 1, 2, 3, 4, 5));
    fails(
        path,
        """
        idx: trailing bytes after the data
          file:     %s
          offset:   10
          field:    end of file
          expected: nothing more
          found:    3 bytes more\
        """
            .formatted(path));
  }

  @Test
  void trailingBytesInsideGzip() throws IOException {
    Path path = file("long", gzip(idx(0x08, new int[] {2}, 1, 2, 3)));
    fails(
        path,
        """
        idx: trailing bytes after the data
          file:     %s
          offset:   10
          field:    end of file
          expected: nothing more
          found:    at least 1 byte more\
        """
            .formatted(path));
  }

  @Test
  void absurdDimensions() throws IOException {
    for (byte[] content :
        List.of(
            idx(0x08, new int[] {Integer.MIN_VALUE, Integer.MIN_VALUE}),
            gzip(idx(0x08, new int[] {Integer.MIN_VALUE, Integer.MIN_VALUE})))) {
      Path path = file("absurd", content);
      fails(
          path,
          """
          idx: the declared size is too large
            file:     %s
            offset:   4
            field:    dimensions
            expected: at most 2147483631 bytes
            found:    2147483648 x 2147483648 ubyte\
          """
              .formatted(path));
    }
  }

  @Test
  void dimensionsWhoseProductOverflowsToSomethingSmall() throws IOException {
    int half = 1 << 16;
    Path path = file("overflow", idx(0x0e, new int[] {half, half, half, half}));
    fails(
        path,
        """
        idx: the declared size is too large
          file:     %s
          offset:   4
          field:    dimensions
          expected: at most 2147483631 bytes
          found:    65536 x 65536 x 65536 x 65536 double\
        """
            .formatted(path));
  }

  @Test
  void smallGzipThatDeclaresMuch() throws IOException {
    byte[] content = gzip(idx(0x08, new int[] {2_000_000_000}));
    Path path = file("bomb", content);
    fails(
        path,
        """
        idx: the file ends too early
          file:     %s
          offset:   8
          field:    data
          expected: 2000000000 bytes
          found:    a gzip file of %d bytes, too small for that\
        """
            .formatted(path, content.length));
  }

  @Test
  void gzipCutOff() throws IOException {
    int[] noise = new Random(1).ints(500, 0, 256).toArray();
    byte[] whole = gzip(idx(0x08, new int[] {500}, noise));
    Path path = file("cut", Arrays.copyOf(whole, 200));
    fails(
        path,
        """
        idx: the gzip stream is damaged or cut off
          file:     %s
          offset:   8
          field:    data
          expected: 500 bytes
          found:    the compressed stream breaks off\
        """
            .formatted(path));
  }

  @Test
  void gzipHeaderCutOff() throws IOException {
    Path path = file("cut", Arrays.copyOf(gzip(idx(0x08, new int[] {1}, 1)), 5));
    fails(
        path,
        """
        idx: the gzip header is damaged
          file:     %s
          offset:   0
          field:    gzip header
          expected: a gzip header
          found:    the compressed stream breaks off\
        """
            .formatted(path));
  }

  @Test
  void gzipChecksumWrong() throws IOException {
    byte[] content = gzip(idx(0x08, new int[] {2}, 1, 2));
    content[content.length - 6] ^= 1;
    Path path = file("flipped", content);
    fails(
        path,
        """
        idx: the gzip stream is damaged or cut off
          file:     %s
          offset:   10
          field:    gzip checksum
          expected: a checksum that fits the data
          found:    Corrupt GZIP trailer\
        """
            .formatted(path));
  }

  @Test
  void everyCutOfAGoodFileIsRefused() throws IOException {
    byte[] plain = idx(0x0b, new int[] {3, 1}, 1, 2, 3, 4, 5, 6);
    for (byte[] whole : List.of(plain, gzip(plain))) {
      assertThat(IdxFile.read(file("whole", whole)).elements()).isEqualTo(3);
      for (int length = 0; length < whole.length; length++) {
        Path path = file("cut", Arrays.copyOf(whole, length));
        assertThatThrownBy(() -> IdxFile.read(path))
            .as("first %d of %d bytes", length, whole.length)
            .isInstanceOf(DataFileException.class)
            .hasMessageContaining("file:     " + path);
      }
    }
  }

  private static void fails(Path path, String message) {
    assertThatThrownBy(() -> IdxFile.read(path))
        .isInstanceOf(DataFileException.class)
        .hasMessage(message);
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private static byte[] idx(int type, int[] dims, int... bytes) {
    ByteBuffer content = ByteBuffer.allocate(4 + 4 * dims.length + bytes.length);
    content.put((byte) 0).put((byte) 0).put((byte) type).put((byte) dims.length);
    for (int dim : dims) {
      content.putInt(dim);
    }
    for (int value : bytes) {
      content.put((byte) value);
    }
    return content.array();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
      out.write(content);
    }
    return compressed.toByteArray();
  }
}
