package dev.fovea.files.python;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes a pickle of protocol 2 step by step. */
public final class PickleWriter {
  private static final int PROTOCOL = 2;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Begins. */
  public PickleWriter() {
    out.write(Opcode.PROTO);
    out.write(PROTOCOL);
  }

  /** A class or function. */
  public PickleWriter global(String module, String name) {
    out.write(Opcode.GLOBAL);
    out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** A text. */
  public PickleWriter text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.write(Opcode.BINUNICODE);
    out.writeBytes(number(utf8.length, Integer.BYTES));
    out.writeBytes(utf8);
    return this;
  }

  /** A whole number. */
  public PickleWriter whole(long value) {
    if (value >= 0 && value <= 0xFF) {
      out.write(Opcode.BININT1);
      out.write((int) value);
    } else if (value == (int) value) {
      out.write(Opcode.BININT);
      out.writeBytes(number(value, Integer.BYTES));
    } else {
      int length = BigInteger.valueOf(value).toByteArray().length;
      out.write(Opcode.LONG1);
      out.write(length);
      out.writeBytes(number(value, length));
    }
    return this;
  }

  private static byte[] number(long value, int length) {
    byte[] bytes = new byte[Long.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
    return Arrays.copyOf(bytes, length);
  }

  /** A truth value. */
  public PickleWriter truth(boolean value) {
    return step(value ? Opcode.NEWTRUE : Opcode.NEWFALSE);
  }

  /** Begins the values of a tuple or the pairs of a dictionary. */
  public PickleWriter mark() {
    return step(Opcode.MARK);
  }

  /** A tuple of the values since the mark. */
  public PickleWriter tuple() {
    return step(Opcode.TUPLE);
  }

  /** A tuple without values. */
  public PickleWriter emptyTuple() {
    return step(Opcode.EMPTY_TUPLE);
  }

  /** Calls what stands below a tuple with the values of the tuple. */
  public PickleWriter call() {
    return step(Opcode.REDUCE);
  }

  /** What the file keeps under the value on top. */
  public PickleWriter persistent() {
    return step(Opcode.BINPERSID);
  }

  /** Puts the keys and values since the mark into the dictionary below. */
  public PickleWriter setItems() {
    return step(Opcode.SETITEMS);
  }

  private PickleWriter step(int opcode) {
    out.write(opcode);
    return this;
  }

  /** Ends, and gives the pickle. */
  public byte[] stop() {
    out.write(Opcode.STOP);
    return out.toByteArray();
  }
}
