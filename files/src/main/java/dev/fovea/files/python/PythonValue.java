package dev.fovea.files.python;

import dev.fovea.files.FormatException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A value of Python, without any of its behavior. Lists and dictionaries may hold themselves, and
 * the same value may stand in many places: whoever walks through them counts the steps.
 */
public sealed interface PythonValue {
  /** What it is, for errors, such as {@code a list}. */
  String kind();

  /** A value that has no parts. Only such values may be keys. */
  sealed interface Scalar extends PythonValue {}

  /** Nothing. */
  enum None implements Scalar {
    /** The only value of its kind. */
    NONE;

    @Override
    public String kind() {
      return "None";
    }

    @Override
    public String toString() {
      return "None";
    }
  }

  /** True or false. */
  record Truth(boolean value) implements Scalar {
    @Override
    public String kind() {
      return "a truth value";
    }

    @Override
    public String toString() {
      return value ? "True" : "False";
    }
  }

  /** A whole number. */
  record Whole(BigInteger value) implements Scalar {
    /** A number of 64 bits. */
    public static Whole of(long value) {
      return new Whole(BigInteger.valueOf(value));
    }

    @Override
    public String kind() {
      return "a whole number";
    }

    @Override
    public String toString() {
      return value.toString();
    }
  }

  /** A floating-point number. */
  record Real(double value) implements Scalar {
    @Override
    public String kind() {
      return "a number";
    }

    @Override
    public String toString() {
      return Double.toString(value);
    }
  }

  /** A text. */
  record Text(String value) implements Scalar {
    @Override
    public String kind() {
      return "a text";
    }

    @Override
    public String toString() {
      return value;
    }
  }

  /** Bytes. */
  final class Bytes implements PythonValue {
    private final byte[] value;

    /** Takes the array over. */
    public Bytes(byte[] value) {
      this.value = value;
    }

    /** How many there are. */
    public int size() {
      return value.length;
    }

    /** A copy of them. */
    public byte[] toArray() {
      return value.clone();
    }

    @Override
    public String kind() {
      return "bytes";
    }
  }

  /** Values in order: a list, a tuple or a set. */
  final class Sequence implements PythonValue {
    /** What kind of sequence. */
    public enum Kind {
      /** Of any length. */
      LIST,
      /** Of fixed length. */
      TUPLE,
      /** Without order in Python; here in the order of the file. */
      SET
    }

    private final Kind kind;
    private final List<PythonValue> items;

    Sequence(Kind kind, List<? extends PythonValue> items) {
      this.kind = kind;
      this.items = new ArrayList<>(items);
    }

    /** A tuple. */
    public static Sequence tuple(List<? extends PythonValue> items) {
      return new Sequence(Kind.TUPLE, items);
    }

    void add(PythonValue item) {
      items.add(item);
    }

    /** What kind of sequence it is. */
    public Kind sort() {
      return kind;
    }

    /** The values. */
    public List<PythonValue> items() {
      return Collections.unmodifiableList(items);
    }

    @Override
    public String kind() {
      return switch (kind) {
        case LIST -> "a list";
        case TUPLE -> "a tuple";
        case SET -> "a set";
      };
    }
  }

  /** Values by key, in the order of the file. */
  final class Dictionary implements PythonValue {
    private final SequencedMap<Scalar, PythonValue> entries = new LinkedHashMap<>();

    /** Sets the value of a key. */
    void put(Scalar key, PythonValue value) {
      entries.put(key, value);
    }

    /** The values by key. */
    public SequencedMap<Scalar, PythonValue> entries() {
      return Collections.unmodifiableSequencedMap(entries);
    }

    /** The value of a key that is a text. */
    public Optional<PythonValue> find(String key) {
      return Optional.ofNullable(entries.get(new Text(key)));
    }

    @Override
    public String kind() {
      return "a dictionary";
    }
  }

  /** Anything else that whoever reads a pickle knows by name. */
  non-sealed interface Special extends PythonValue {
    /**
     * Calls it with arguments.
     *
     * @throws FormatException if it cannot be called, or not with these
     */
    default PythonValue call(List<PythonValue> arguments) throws FormatException {
      throw FormatException.of("pickle: " + kind() + " cannot be called");
    }

    /**
     * Gives it a state.
     *
     * @throws FormatException if it has none
     */
    default PythonValue withState(PythonValue state) throws FormatException {
      throw FormatException.of("pickle: " + kind() + " takes no state");
    }
  }
}
