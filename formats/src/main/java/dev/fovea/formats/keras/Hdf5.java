package dev.fovea.formats.keras;

import dev.fovea.files.FormatException;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;

/**
 * An HDF5 file in memory, read with suspicion: whatever the bytes are, there is a group to look
 * into, or an error that says what is wrong.
 */
final class Hdf5 {
  static final String WHAT = "keras";
  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};

  private Hdf5() {}

  /** Reads from an open file. */
  @FunctionalInterface
  interface Reading<T> {
    T from(Hdf5Group root) throws IOException;
  }

  /** Whether bytes start as an HDF5 file does. */
  static boolean isHdf5(MemorySegment bytes) {
    return bytes.byteSize() >= SIGNATURE.length
        && bytes.asSlice(0, SIGNATURE.length).mismatch(MemorySegment.ofArray(SIGNATURE)) < 0;
  }

  /**
   * Opens a file and reads from it.
   *
   * @param bytes the whole file
   * @throws FormatException if it is no HDF5 file, or a damaged one
   */
  static <T> T read(MemorySegment bytes, Reading<T> reading) throws IOException {
    if (!isHdf5(bytes)) {
      byte[] start =
          bytes
              .asSlice(0, Math.min(bytes.byteSize(), SIGNATURE.length))
              .toArray(ValueLayout.JAVA_BYTE);
      throw FormatException.of(WHAT + ": this is no HDF5 file")
          .fact("offset", 0)
          .fact("expected", "\\x89HDF\\r\\n\\x1a\\n")
          .fact("found", HexFormat.ofDelimiter(" ").formatHex(start));
    }
    if (bytes.byteSize() > Integer.MAX_VALUE) {
      throw FormatException.of(WHAT + ": the file is too long")
          .fact("expected", "at most " + Integer.MAX_VALUE + " bytes")
          .fact("found", bytes.byteSize());
    }
    Hdf5Tree.check(bytes);
    try (HdfFile file = guarded("/", () -> HdfFile.fromByteBuffer(bytes.asByteBuffer()))) {
      return reading.from(new Hdf5Group(file, "/", file.getHdfBackingStorage(), bytes.byteSize()));
    }
  }

  /** Something that the library does. */
  @FunctionalInterface
  interface Call<T> {
    T get();
  }

  /**
   * What the library gives, or one of our errors for whatever goes wrong in it: it follows
   * addresses of the file without looking whether they make sense.
   *
   * @param place what is read, for the error
   */
  static <T> T guarded(String place, Call<T> call) throws FormatException {
    try {
      return call.get();
    } catch (RuntimeException | StackOverflowError damaged) {
      throw FormatException.of(WHAT + ": the HDF5 file is damaged")
          .fact("place", place)
          .fact("reason", reason(damaged))
          .causedBy(damaged);
    }
  }

  /** The innermost cause tells most. */
  private static String reason(Throwable damaged) {
    Throwable inner = damaged;
    for (int depth = 0; depth < 20 && inner.getCause() != null; depth++) {
      inner = inner.getCause();
    }
    String message = inner.getMessage();
    return message == null || message.isBlank() ? inner.getClass().getSimpleName() : message;
  }
}
