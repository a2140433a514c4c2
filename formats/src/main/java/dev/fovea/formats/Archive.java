package dev.fovea.formats;

import dev.fovea.core.Tensor;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.node.ObjectNode;

/**
 * The zip around a model. Texts are deflated and of bounded length; tensors are stored as they are,
 * so that reading them never takes more memory than the file has bytes.
 */
final class Archive implements AutoCloseable {
  static final String MODEL = "model.json";
  static final String WEIGHTS = "weights.safetensors";
  static final String OPTIMIZER = "optimizer.safetensors";
  static final String TRAINING = "training.json";

  private static final List<String> NAMES = List.of(MODEL, WEIGHTS, OPTIMIZER, TRAINING);
  private static final int LONGEST_TEXT = 1 << 24;
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final ZipFile zip;

  private Archive(ZipFile zip) {
    this.zip = zip;
  }

  // ---- reading ----

  /** Reads from an open archive. */
  @FunctionalInterface
  interface Reading<T> {
    T from(Archive archive) throws IOException;
  }

  /**
   * Opens a file, checks its entries, and reads.
   *
   * @throws FormatException naming the file
   */
  static <T> T read(Path file, Reading<T> reading) throws FormatException {
    try (Archive archive = new Archive(new ZipFile(file.toFile()))) {
      archive.checkEntries();
      return reading.from(archive);
    } catch (FormatException wrong) {
      throw wrong.within("file", file);
    } catch (IOException failed) {
      throw FormatException.of("model file: it cannot be read")
          .fact("file", file)
          .fact("expected", "a zip file with " + MODEL + " and " + WEIGHTS)
          .fact("reason", AtomicFile.reason(failed))
          .causedBy(failed);
    }
  }

  private void checkEntries() throws FormatException {
    Set<String> seen = new HashSet<>();
    for (ZipEntry entry : Collections.list(zip.entries())) {
      if (!NAMES.contains(entry.getName())) {
        throw FormatException.of("model file: unknown entry")
            .fact("expected", String.join(", ", NAMES))
            .fact("found", entry.getName());
      }
      if (!seen.add(entry.getName())) {
        throw FormatException.of("model file: an entry is there twice")
            .fact("entry", entry.getName());
      }
    }
  }

  boolean has(String name) {
    return zip.getEntry(name) != null;
  }

  /** A text of bounded length. */
  ObjectNode text(String name) throws IOException {
    ZipEntry entry = entry(name);
    if (entry.getSize() < 0 || entry.getSize() > LONGEST_TEXT) {
      throw FormatException.of("model file: an entry is too long")
          .fact("entry", name)
          .fact("expected", "at most " + LONGEST_TEXT + " bytes")
          .fact("found", entry.getSize() + " bytes");
    }
    byte[] text = checked(entry, in -> in.readNBytes((int) entry.getSize()));
    try {
      return StrictJson.read(text, "model file", 0);
    } catch (FormatException wrong) {
      throw wrong.within("entry", name);
    }
  }

  /**
   * Tensors.
   *
   * @param expects looks at the header and refuses what does not fit, before memory is taken
   */
  SequencedMap<String, Tensor> tensors(String name, HeaderCheck expects) throws IOException {
    ZipEntry entry = entry(name);
    if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != entry.getCompressedSize()) {
      throw FormatException.of("model file: tensors are compressed")
          .fact("entry", name)
          .fact("expected", "stored as they are")
          .fact("found", entry.getCompressedSize() + " bytes for " + entry.getSize());
    }
    return checked(
        entry,
        in -> {
          SafetensorsStream stream = SafetensorsStream.open(in, entry.getSize());
          expects.check(stream.header());
          return stream.tensors();
        });
  }

  /** Looks at a header. */
  @FunctionalInterface
  interface HeaderCheck {
    void check(SafetensorsHeader header) throws FormatException;
  }

  /** Reads from a stream. */
  @FunctionalInterface
  private interface StreamReading<T> {
    T from(InputStream in) throws IOException;
  }

  /** Reads an entry to its end and compares its checksum. */
  private <T> T checked(ZipEntry entry, StreamReading<T> reading) throws IOException {
    CRC32 crc = new CRC32();
    T result;
    try (InputStream in =
        new BufferedInputStream(new CheckedInputStream(zip.getInputStream(entry), crc))) {
      result = reading.from(in);
      if (in.read() >= 0) {
        throw FormatException.of("model file: an entry is longer than it declares")
            .fact("entry", entry.getName())
            .fact("expected", entry.getSize() + " bytes");
      }
    } catch (FormatException wrong) {
      throw wrong.within("entry", entry.getName());
    } catch (IOException damaged) {
      throw FormatException.of("model file: an entry is damaged")
          .fact("entry", entry.getName())
          .fact("reason", AtomicFile.reason(damaged))
          .causedBy(damaged);
    }
    if (crc.getValue() != entry.getCrc()) {
      throw FormatException.of("model file: an entry is damaged")
          .fact("entry", entry.getName())
          .fact("expected", "checksum %08x".formatted(entry.getCrc()))
          .fact("found", "checksum %08x".formatted(crc.getValue()));
    }
    return result;
  }

  private ZipEntry entry(String name) throws FormatException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw FormatException.of("model file: an entry is missing")
          .fact("expected", name)
          .fact("found", String.join(", ", zip.stream().map(ZipEntry::getName).toList()));
    }
    return entry;
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  // ---- writing ----

  /**
   * Writes a file, whole or not at all.
   *
   * @param texts entries of JSON, by name
   * @param tensors entries of tensors, by name
   */
  static void write(
      Path file,
      SequencedMap<String, ObjectNode> texts,
      SequencedMap<String, SequencedMap<String, Tensor>> tensors)
      throws FormatException {
    AtomicFile.write(
        file,
        out -> {
          try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (var text : texts.entrySet()) {
              zip.putNextEntry(entryOf(text.getKey(), ZipEntry.DEFLATED));
              zip.write(StrictJson.indented(text.getValue()));
              zip.closeEntry();
            }
            for (var part : tensors.entrySet()) {
              writeStored(part.getKey(), part.getValue(), zip);
            }
          }
        });
  }

  /** A stored entry says length and checksum in front: the bytes are made twice. */
  private static void writeStored(
      String name, SequencedMap<String, Tensor> tensors, ZipOutputStream zip) throws IOException {
    CRC32 crc = new CRC32();
    Counter length = new Counter();
    SafetensorsStream.write(tensors, new LinkedHashMap<>(), new CheckedOutputStream(length, crc));
    ZipEntry entry = entryOf(name, ZipEntry.STORED);
    entry.setSize(length.bytes);
    entry.setCompressedSize(length.bytes);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    SafetensorsStream.write(tensors, new LinkedHashMap<>(), zip);
    zip.closeEntry();
  }

  private static ZipEntry entryOf(String name, int method) {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(method);
    entry.setTimeLocal(NO_TIME);
    return entry;
  }

  /** Counts bytes. */
  private static final class Counter extends OutputStream {
    private long bytes;

    @Override
    public void write(int value) {
      bytes++;
    }

    @Override
    public void write(byte[] some, int offset, int count) {
      bytes += count;
    }
  }
}
