package dev.fovea.files.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.files.FormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipArchiveTest {
  @TempDir Path folder;

  private static byte[] deflated(String name, byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(Deflater.BEST_COMPRESSION);
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
    return out.toByteArray();
  }

  private static ZipArchive archive(byte[] bytes) throws FormatException {
    return ZipArchive.of(MemorySegment.ofArray(bytes), "test");
  }

  private static byte[] content(ZipArchive archive, String name) throws FormatException {
    return archive.member(name).content().toArray(ValueLayout.JAVA_BYTE);
  }

  @Test
  void whatTheJdkWritesIsRead() throws IOException {
    byte[] text = "this many words ".repeat(10_000).getBytes(StandardCharsets.UTF_8);
    ZipArchive archive = archive(deflated("a/b.txt", text));
    assertThat(archive.members()).containsOnlyKeys("a/b.txt");
    assertThat(archive.member("a/b.txt").length()).isEqualTo(text.length);
    assertThat(content(archive, "a/b.txt")).isEqualTo(text);
  }

  @Test
  void whatWeWriteIsReadByTheJdk() throws IOException {
    Path file = folder.resolve("a.zip");
    byte[] numbers = {1, 2, 3};
    ZipWriter.write(
        file,
        zip -> {
          zip.deflated("text", new byte[1000]);
          zip.stored("numbers", numbers);
          zip.stored("ünicode/nothing", new byte[0]);
        });
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .containsExactly("text", "numbers", "ünicode/nothing");
      assertThat(zip.getInputStream(zip.getEntry("numbers")).readAllBytes()).isEqualTo(numbers);
      assertThat(zip.getInputStream(zip.getEntry("text")).readAllBytes()).hasSize(1000);
    }
    byte[] bytes = Files.readAllBytes(file);
    ZipArchive archive = archive(bytes);
    assertThat(content(archive, "numbers")).isEqualTo(numbers);
    assertThat(content(archive, "ünicode/nothing")).isEmpty();
    assertThat(archive.member("numbers").end() % 64).isEqualTo(numbers.length);
  }

  /**
   * Entries above 4 GiB say their length in another field; here the field is used for a few bytes.
   */
  @Test
  void theExtensionForLongFilesIsRead() throws IOException {
    byte[] data = {7, 8, 9};
    ByteBuffer zip = ByteBuffer.allocate(400).order(ByteOrder.LITTLE_ENDIAN);
    CRC32 crc = new CRC32();
    crc.update(data);
    zip.putInt(0x04034b50).putShort((short) 45).putShort((short) 0).putShort((short) 0);
    zip.putInt(0).putInt((int) crc.getValue()).putInt(-1).putInt(-1);
    zip.putShort((short) 1).putShort((short) 20).put((byte) 'x');
    zip.putShort((short) 1).putShort((short) 16).putLong(3).putLong(3).put(data);
    int directory = zip.position();
    zip.putInt(0x02014b50).putShort((short) 45).putShort((short) 45).putShort((short) 0);
    zip.putShort((short) 0).putInt(0).putInt((int) crc.getValue()).putInt(-1).putInt(-1);
    zip.putShort((short) 1).putShort((short) 28).putShort((short) 0).putShort((short) 0);
    zip.putShort((short) 0).putInt(0).putInt(-1).put((byte) 'x');
    zip.putShort((short) 1).putShort((short) 24).putLong(3).putLong(3).putLong(0);
    int end = zip.position();
    zip.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45).putInt(0);
    zip.putInt(0).putLong(1).putLong(1).putLong(end - directory).putLong(directory);
    zip.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
    zip.putInt(0x06054b50).putShort((short) 0).putShort((short) 0).putShort((short) -1);
    zip.putShort((short) -1).putInt(-1).putInt(-1).putShort((short) 0);
    byte[] whole = Arrays.copyOf(zip.array(), zip.position());
    assertThat(content(archive(whole), "x")).isEqualTo(data);
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] = (byte) ~changed[at];
      try {
        content(archive(changed), "x");
      } catch (FormatException expected) {
        assertThat(expected).hasMessageStartingWith("test: ");
      }
    }
  }

  @Test
  void aBombIsRefusedBeforeItInflates() throws IOException {
    byte[] zip = deflated("bomb", new byte[1000]);
    byte[] length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(1 << 30).array();
    int directory = find(zip, new byte[] {'P', 'K', 1, 2});
    System.arraycopy(length, 0, zip, directory + 24, 4);
    assertThatThrownBy(() -> archive(zip))
        .hasMessage(
            """
            test: the entries inflate to too many bytes
              entry:    bomb
              expected: at most 268435456 bytes in all
              found:    1073741824 after 0\
            """);
  }

  @Test
  void anEntryThatInflatesToMoreThanItSaysIsRefused() throws IOException {
    byte[] zip = deflated("more", new byte[1000]);
    int directory = find(zip, new byte[] {'P', 'K', 1, 2});
    for (int claimed : new int[] {999, 1001, 0}) {
      zip[directory + 24] = (byte) claimed;
      zip[directory + 25] = (byte) (claimed >> 8);
      assertThatThrownBy(() -> content(archive(zip), "more"))
          .hasMessageStartingWith("test: an entry is damaged\n  entry:    more\n");
    }
  }

  @Test
  void entriesThatOverlapAreRefused() throws IOException {
    Path file = folder.resolve("a.zip");
    ZipWriter.write(
        file,
        zip -> {
          zip.stored("a", new byte[100]);
          zip.stored("b", new byte[100]);
        });
    byte[] zip = Files.readAllBytes(file);
    int first = find(zip, new byte[] {'P', 'K', 1, 2});
    int second =
        first
            + 4
            + find(Arrays.copyOfRange(zip, first + 4, zip.length), new byte[] {'P', 'K', 1, 2});
    // The second entry of the directory becomes the first one under another name.
    System.arraycopy(zip, first + 42, zip, second + 42, 4);
    int local = find(zip, new byte[] {'P', 'K', 3, 4});
    assertThat(local).isZero();
    assertThatThrownBy(() -> archive(zip))
        .hasMessage(
            """
            test: an entry has two names
              offset:   0
              expected: b
              found:    a\
            """);
  }

  @Test
  void namesThatLeadOutAreRefused() throws IOException {
    for (String name : new String[] {"../x", "a/../../x", "/etc/passwd", "..", "a\\b"}) {
      byte[] zip = deflated(name, new byte[1]);
      assertThatThrownBy(() -> archive(zip))
          .hasMessage("test: the name of an entry leads out of the file\n  entry: " + name);
    }
    assertThat(archive(deflated("a..b/..c", new byte[1])).members()).hasSize(1);
  }

  @Test
  void anotherFileIsNoZipFile() {
    assertThatThrownBy(() -> archive(new byte[100]))
        .hasMessage(
            """
            test: this is no whole zip file
              expected: a zip directory at the end
              found:    100 bytes without one\
            """);
    assertThatThrownBy(() -> archive(new byte[0])).isInstanceOf(FormatException.class);
  }

  private static int find(byte[] in, byte[] what) {
    for (int at = 0; at + what.length <= in.length; at++) {
      if (Arrays.equals(in, at, at + what.length, what, 0, what.length)) {
        return at;
      }
    }
    throw new AssertionError("not found");
  }
}
