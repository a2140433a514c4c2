package dev.fovea.formats;

import dev.fovea.core.Storage;
import dev.fovea.core.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/**
 * Reads safetensors in two steps: the header, so that it can be held against what is expected
 * before memory is taken, then the numbers.
 */
final class SafetensorsStream {
  /** The longest header the format allows. */
  static final long LONGEST_HEADER = 100_000_000;

  private static final int CHUNK = 1 << 16;

  private final InputStream in;
  private final SafetensorsHeader header;
  private final long start;

  private SafetensorsStream(InputStream in, SafetensorsHeader header, long start) {
    this.in = in;
    this.header = header;
    this.start = start;
  }

  /**
   * Reads the header.
   *
   * @param in at the first byte
   * @param length how many bytes there are
   */
  static SafetensorsStream open(InputStream in, long length) throws IOException {
    byte[] prefix = in.readNBytes(SafetensorsHeader.PREFIX);
    if (prefix.length < SafetensorsHeader.PREFIX) {
      throw FormatException.of("safetensors: the file ends too early")
          .fact("offset", 0)
          .fact("field", "header length")
          .fact("expected", SafetensorsHeader.PREFIX + " bytes")
          .fact("found", prefix.length + " bytes");
    }
    long size = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
    long most = Math.min(LONGEST_HEADER, length - SafetensorsHeader.PREFIX);
    if (size < 2 || size > most) {
      throw FormatException.of("safetensors: the length of the header is out of range")
          .fact("offset", 0)
          .fact("field", "header length")
          .fact("expected", "from 2 to " + most)
          .fact("found", Long.toUnsignedString(size));
    }
    byte[] json = in.readNBytes((int) size);
    long start = SafetensorsHeader.PREFIX + size;
    if (json.length < size) {
      throw early(SafetensorsHeader.PREFIX, "header", size, json.length);
    }
    return new SafetensorsStream(in, SafetensorsHeader.parse(json, length - start), start);
  }

  SafetensorsHeader header() {
    return header;
  }

  /** Reads all numbers, to the end of the stream. */
  SequencedMap<String, Tensor> tensors() throws IOException {
    Map<String, Tensor> read = new HashMap<>();
    for (SafetensorsHeader.Entry entry : header.inFileOrder()) {
      read.put(entry.name(), tensor(entry));
    }
    SequencedMap<String, Tensor> ordered = new LinkedHashMap<>();
    for (SafetensorsHeader.Entry entry : header.entries()) {
      ordered.put(entry.name(), Objects.requireNonNull(read.get(entry.name())));
    }
    return ordered;
  }

  private Tensor tensor(SafetensorsHeader.Entry entry) throws IOException {
    StoredType type = entry.type();
    Storage storage = Storage.zeros(type.dtype(), entry.shape().size());
    byte[] chunk = new byte[CHUNK];
    MemorySegment bytes = MemorySegment.ofArray(chunk);
    for (int first = 0; first < storage.size(); ) {
      int count = Math.min(CHUNK / type.bytes(), storage.size() - first);
      long offset = start + entry.begin() + (long) first * type.bytes();
      int found = in.readNBytes(chunk, 0, count * type.bytes());
      if (found < count * type.bytes()) {
        throw early(
            offset, entry.name(), entry.end() - entry.begin(), (long) first * type.bytes() + found);
      }
      if (type == StoredType.BOOL) {
        checkTruth(chunk, count, offset, entry.name());
      }
      type.decode(bytes, storage, first, count);
      first += count;
    }
    return Tensor.of(entry.shape(), storage);
  }

  private static void checkTruth(byte[] chunk, int count, long offset, String name)
      throws FormatException {
    for (int i = 0; i < count; i++) {
      if ((chunk[i] & ~1) != 0) {
        throw FormatException.of("safetensors: a truth value is neither 0 nor 1")
            .fact("offset", offset + i)
            .fact("tensor", name)
            .fact("expected", "0 or 1")
            .fact("found", chunk[i] & 0xFF);
      }
    }
  }

  private static FormatException early(long offset, String field, long expected, long found) {
    return FormatException.of("safetensors: the file ends too early")
        .fact("offset", offset)
        .fact("field", field)
        .fact("expected", expected + " bytes")
        .fact("found", found + " bytes");
  }

  // ---- writing ----

  /** Writes header and numbers. */
  static void write(
      SequencedMap<String, Tensor> tensors, SequencedMap<String, String> metadata, OutputStream out)
      throws IOException {
    byte[] json = SafetensorsHeader.of(tensors, metadata).toJson();
    byte[] prefix = new byte[SafetensorsHeader.PREFIX];
    ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length);
    out.write(prefix);
    out.write(json);
    for (Tensor tensor : tensors.values()) {
      write(tensor.storage(), out);
    }
  }

  private static void write(Storage storage, OutputStream out) throws IOException {
    StoredType type = StoredType.of(storage.dtype());
    byte[] chunk = new byte[CHUNK];
    MemorySegment bytes = MemorySegment.ofArray(chunk);
    for (int first = 0; first < storage.size(); ) {
      int count = Math.min(CHUNK / type.bytes(), storage.size() - first);
      type.encode(storage, first, count, bytes);
      out.write(chunk, 0, count * type.bytes());
      first += count;
    }
  }
}
