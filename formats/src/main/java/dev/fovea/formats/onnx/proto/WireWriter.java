package dev.fovea.formats.onnx.proto;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A protobuf message that is being written. */
public final class WireWriter {
  private static final int VARINT = 0;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;
  private static final int KIND_BITS = 3;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** A whole number. */
  public WireWriter number(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  /** A single-precision number. */
  public WireWriter real(int field, double value) {
    tag(field, FIXED32);
    bytes.writeBytes(fixed((float) value));
    return this;
  }

  /** Single-precision numbers as a packed list. */
  public WireWriter reals(int field, List<Double> values) {
    prefix(field, (long) values.size() * Float.BYTES);
    values.forEach(value -> bytes.writeBytes(fixed(value.floatValue())));
    return this;
  }

  /** Whole numbers, one field each. */
  public WireWriter numbers(int field, List<Long> values) {
    values.forEach(value -> number(field, value));
    return this;
  }

  /** A text. */
  public WireWriter text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** A message inside. */
  public WireWriter message(int field, WireWriter value) {
    return bytes(field, value.toBytes());
  }

  /** Bytes. */
  public WireWriter bytes(int field, byte[] value) {
    prefix(field, value.length);
    bytes.writeBytes(value);
    return this;
  }

  /** Tag and length of bytes that the caller writes after. */
  public WireWriter prefix(int field, long length) {
    tag(field, LENGTH);
    varint(length);
    return this;
  }

  /** What was written so far. */
  public byte[] toBytes() {
    return bytes.toByteArray();
  }

  /** How many bytes were written so far. */
  public int size() {
    return bytes.size();
  }

  private static byte[] fixed(float value) {
    return ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array();
  }

  private void tag(int field, int kind) {
    varint((long) field << KIND_BITS | kind);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }
}
