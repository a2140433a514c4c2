package dev.fovea.data.idx;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The element types of the idx format; numbers are stored big-endian. */
public enum IdxType {
  /** Unsigned byte, 0 to 255. */
  UBYTE(0x08, 1),
  /** Signed byte. */
  BYTE(0x09, 1),
  /** Signed 16-bit integer. */
  SHORT(0x0B, 2),
  /** Signed 32-bit integer. */
  INT(0x0C, 4),
  /** IEEE 754 single precision. */
  FLOAT(0x0D, 4),
  /** IEEE 754 double precision. */
  DOUBLE(0x0E, 8);

  private final int code;
  private final int bytes;

  IdxType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** The third byte of the file. */
  public int code() {
    return code;
  }

  /** Bytes an element takes. */
  public int bytes() {
    return bytes;
  }

  /** True for the types that hold whole numbers. */
  public boolean isWhole() {
    return this != FLOAT && this != DOUBLE;
  }

  static Optional<IdxType> ofCode(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
