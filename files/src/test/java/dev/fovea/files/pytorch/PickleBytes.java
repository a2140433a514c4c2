package dev.fovea.files.pytorch;

import dev.fovea.files.python.PickleWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Puts files of {@code torch.save} together byte by byte, also such as it would never write. */
final class PickleBytes {
  private static final String MAGIC = "1950a86a20f9469cfc6c";

  private PickleBytes() {}

  /** Bytes written as numbers and, where they are texts, as these. */
  static byte[] of(Object... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Object part : parts) {
      switch (part) {
        case Integer value -> out.write(value);
        case Character value -> out.write(value);
        case byte[] value -> out.writeBytes(value);
        case String value -> out.writeBytes(value.getBytes(StandardCharsets.ISO_8859_1));
        default -> throw new IllegalArgumentException(part.getClass().getName());
      }
    }
    return out.toByteArray();
  }

  /** Four bytes, the lowest first. */
  static byte[] int32(int value) {
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  /** Eight bytes, the lowest first. */
  static byte[] int64(long value) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }

  /** Floats, the lowest byte first. */
  static byte[] floats(float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  /** A zip file with these entries in the folder {@code x}. */
  static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> content : entries.entrySet()) {
        CRC32 crc = new CRC32();
        crc.update(content.getValue());
        ZipEntry entry = new ZipEntry("x/" + content.getKey());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.getValue().length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content.getValue());
      }
    }
    return out.toByteArray();
  }

  /** A zip file with this pickle and one storage. */
  static byte[] zip(byte[] pickle, byte[] storage) throws IOException {
    return zip(Map.of("data.pkl", pickle, "data/0", storage));
  }

  /** A file of the format before the zip, with these storages after the pickle of their keys. */
  static byte[] legacy(byte[] pickle, byte[] keys, byte[] storages) {
    return of(
        0x80,
        2,
        0x8a,
        10,
        littleEndian(new BigInteger(MAGIC, 16)),
        '.',
        new PickleWriter().whole(1001).stop(),
        of(0x80, 2, "}."),
        pickle,
        keys,
        storages);
  }

  private static byte[] littleEndian(BigInteger value) {
    byte[] big = value.toByteArray();
    byte[] little = new byte[big.length];
    for (int i = 0; i < big.length; i++) {
      little[i] = big[big.length - 1 - i];
    }
    return little;
  }

  /** Begins a tensor: all up to its storage. */
  static PickleWriter tensor(PickleWriter pickle, String storage, String key, long elements) {
    pickle.global("torch._utils", "_rebuild_tensor_v2").mark();
    pickle.mark().text("storage").global("torch", storage).text(key).text("cpu").whole(elements);
    return pickle.tuple().persistent();
  }

  /** Ends a tensor. */
  static PickleWriter view(PickleWriter pickle, long offset, long[] sizes, long[] strides) {
    pickle.whole(offset).mark();
    for (long size : sizes) {
      pickle.whole(size);
    }
    pickle.tuple().mark();
    for (long stride : strides) {
      pickle.whole(stride);
    }
    return pickle.tuple().truth(false).emptyTuple().tuple().call();
  }

  /** A tensor alone, of four floats in storage 0. */
  static byte[] fourFloats(long offset, long[] sizes, long[] strides) {
    PickleWriter pickle = tensor(new PickleWriter(), "FloatStorage", "0", 4);
    return view(pickle, offset, sizes, strides).stop();
  }
}
