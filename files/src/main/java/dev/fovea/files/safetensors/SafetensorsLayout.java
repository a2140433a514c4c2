package dev.fovea.files.safetensors;

import dev.fovea.files.FormatException;
import dev.fovea.files.NamedTensors;
import dev.fovea.files.StoredTensor;
import dev.fovea.files.bytes.ByteCursor;
import dev.fovea.files.bytes.ElementView;
import dev.fovea.files.bytes.ElementWriter;
import dev.fovea.files.bytes.FileTensor;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** Where things stand in a safetensors file: length of the header, header, numbers. */
public final class SafetensorsLayout {
  /** What errors start with. */
  static final String WHAT = "safetensors";

  /** The longest header the format allows. */
  private static final long LONGEST_HEADER = 100_000_000;

  private SafetensorsLayout() {}

  /**
   * Finds the tensors; their numbers are read when asked for.
   *
   * @param bytes the whole file
   * @throws FormatException if the header cannot be, or does not fit the length of the file
   */
  public static NamedTensors parse(MemorySegment bytes) throws FormatException {
    ByteCursor cursor = new ByteCursor(bytes, 0, WHAT);
    long length = cursor.signedLong("header length");
    long most = Math.min(LONGEST_HEADER, cursor.left());
    if (length < 2 || length > most) {
      throw FormatException.of("safetensors: the length of the header is out of range")
          .fact("offset", 0)
          .fact("field", "header length")
          .fact("expected", "from 2 to " + most)
          .fact("found", Long.toUnsignedString(length));
    }
    byte[] json = cursor.take(length, "header");
    SafetensorsHeader header = SafetensorsHeader.parse(json, cursor.left());
    SequencedMap<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (SafetensorsHeader.Entry entry : header.entries()) {
      ElementView view =
          ElementView.rows(
              entry.type(),
              ByteOrder.LITTLE_ENDIAN,
              entry.shape(),
              cursor.position() + entry.begin());
      tensors.put(entry.name(), new FileTensor(entry.name(), view, () -> bytes));
    }
    return new NamedTensors(tensors, header.metadata());
  }

  /** Writes tensors one after the other. */
  public static void write(NamedTensors contents, OutputStream out) throws IOException {
    byte[] json = SafetensorsHeader.of(contents).toJson();
    byte[] prefix = new byte[SafetensorsHeader.PREFIX];
    ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length);
    out.write(prefix);
    out.write(json);
    for (Map.Entry<String, StoredTensor> tensor : contents.tensors().entrySet()) {
      ElementWriter.write(tensor.getKey(), tensor.getValue(), out);
    }
  }
}
