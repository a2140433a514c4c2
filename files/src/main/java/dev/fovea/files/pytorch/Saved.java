package dev.fovea.files.pytorch;

import dev.fovea.files.FormatException;
import dev.fovea.files.bytes.FileTensor;
import dev.fovea.files.python.PythonValue;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/**
 * What {@code torch.save} saved.
 *
 * @param root the value
 * @param storages the bytes of the storages by key
 */
record Saved(PythonValue root, Map<String, FileTensor.Bytes> storages) {
  /** What errors start with. */
  static final String WHAT = "pytorch";

  /** Reads either of the formats that PyTorch has had. */
  static Saved in(MemorySegment bytes) throws FormatException {
    return ZipFormat.isAt(bytes) ? ZipFormat.read(bytes) : LegacyFormat.read(bytes);
  }
}
