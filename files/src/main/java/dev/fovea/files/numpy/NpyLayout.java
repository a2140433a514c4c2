package dev.fovea.files.numpy;

import dev.fovea.core.shape.Shape;
import dev.fovea.files.FormatException;
import dev.fovea.files.StoredTensor;
import dev.fovea.files.StoredType;
import dev.fovea.files.bytes.ByteCursor;
import dev.fovea.files.bytes.Dimensions;
import dev.fovea.files.bytes.ElementView;
import dev.fovea.files.bytes.ElementWriter;
import dev.fovea.files.python.PythonLiteral;
import dev.fovea.files.python.PythonValue;
import dev.fovea.files.python.PythonValue.Dictionary;
import dev.fovea.files.python.PythonValue.Sequence;
import dev.fovea.files.python.PythonValue.Text;
import dev.fovea.files.python.PythonValue.Truth;
import dev.fovea.files.python.PythonValue.Whole;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What stands where in an {@code .npy} file: a magic word, a version, a header in Python, numbers.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">the
 *     format</a>
 */
final class NpyLayout {
  /** What errors start with. */
  static final String WHAT = "numpy";

  /** More than any header of numbers needs; NumPy itself reads 10,000 bytes. */
  static final int LONGEST_HEADER = 1 << 16;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int NEWEST = 3;
  private static final int ALIGNMENT = 64;
  private static final String TYPE = "descr";
  private static final String ORDER = "fortran_order";
  private static final String SHAPE = "shape";
  private static final Set<String> FIELDS = Set.of(TYPE, ORDER, SHAPE);

  private NpyLayout() {}

  /**
   * Reads the header.
   *
   * @param bytes the file, or as much of it as the header may take
   * @param length the length of the file
   * @throws FormatException if it cannot be, or does not fit the length
   */
  static ElementView parse(MemorySegment bytes, long length) throws FormatException {
    ByteCursor cursor = new ByteCursor(bytes, 0, WHAT);
    byte[] magic = cursor.take(Math.min(MAGIC.length, cursor.left()), "magic word");
    if (!Arrays.equals(magic, MAGIC)) {
      throw FormatException.of("numpy: this is no npy file")
          .fact("offset", 0)
          .fact("expected", "0x93 NUMPY")
          .fact("found", magic.length == 0 ? "nothing" : Arrays.toString(magic));
    }
    int version = cursor.unsignedByte("version");
    int minor = cursor.unsignedByte("version");
    if (version < 1 || version > NEWEST || minor != 0) {
      throw FormatException.of("numpy: unknown version")
          .fact("offset", MAGIC.length)
          .fact("expected", "1.0, 2.0 or 3.0")
          .fact("found", version + "." + minor);
    }
    long headerLength =
        version == 1
            ? cursor.unsignedShort("length of the header")
            : cursor.unsignedInt("length of the header");
    if (headerLength > LONGEST_HEADER) {
      throw FormatException.of("numpy: the header is too long")
          .fact("offset", MAGIC.length + 2)
          .fact("expected", "at most " + LONGEST_HEADER + " bytes")
          .fact("found", headerLength + " bytes");
    }
    Charset charset = version < NEWEST ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    long start = cursor.position();
    try {
      Dictionary header = header(cursor.text(headerLength, charset, "header"));
      return view(header, cursor.position(), length);
    } catch (FormatException wrong) {
      throw wrong.within("offset", start);
    }
  }

  private static Dictionary header(String text) throws FormatException {
    PythonValue value = PythonLiteral.parse(text.strip());
    if (!(value instanceof Dictionary header)) {
      throw unexpected("header", "a dictionary", value.kind());
    }
    for (PythonValue key : header.entries().keySet()) {
      if (!FIELDS.contains(key.toString())) {
        throw unexpected("header", String.join(", ", TYPE, ORDER, SHAPE), key.toString());
      }
    }
    return header;
  }

  private static ElementView view(Dictionary header, long start, long length)
      throws FormatException {
    PythonValue type = field(header, TYPE);
    if (!(type instanceof Text text)) {
      throw FormatException.of("numpy: tensors cannot hold elements of several parts")
          .fact("expected", "one type, such as <f4")
          .fact("found", "a structured type");
    }
    if (!(field(header, ORDER) instanceof Truth isFortran)) {
      throw unexpected(ORDER, "True or False", field(header, ORDER).kind());
    }
    NumpyType numbers = NumpyType.parse(text.value());
    Shape shape = shape(field(header, SHAPE));
    long expected = (long) shape.size() * numbers.type().bytes();
    if (length - start != expected) {
      throw FormatException.of(
              length - start < expected
                  ? "numpy: the file ends too early"
                  : "numpy: the file is longer than its array")
          .fact("shape", shape + " " + numbers.type().label())
          .fact("expected", expected + " bytes after the header")
          .fact("found", length - start + " bytes");
    }
    return isFortran.value()
        ? ElementView.columns(numbers.type(), numbers.order(), shape, start)
        : ElementView.rows(numbers.type(), numbers.order(), shape, start);
  }

  private static PythonValue field(Dictionary header, String name) throws FormatException {
    return header.find(name).orElseThrow(() -> unexpected("header", name, "no such field"));
  }

  private static Shape shape(PythonValue value) throws FormatException {
    List<BigInteger> sizes = new ArrayList<>();
    if (value instanceof Sequence some) {
      for (PythonValue size : some.items()) {
        if (size instanceof Whole whole) {
          sizes.add(whole.value());
        } else {
          throw unexpected(SHAPE, "whole numbers", size.kind());
        }
      }
    } else {
      throw unexpected(SHAPE, "a tuple", value.kind());
    }
    return Dimensions.shape(sizes)
        .orElseThrow(() -> unexpected(SHAPE, Dimensions.EXPECTED, sizes.toString()));
  }

  private static FormatException unexpected(String field, String expected, String found) {
    return FormatException.of("numpy: a field of the header has no use")
        .fact("field", field)
        .fact("expected", expected)
        .fact("found", found);
  }

  // ---- writing ----

  /** The same tensor in a type that NumPy has: all but bfloat16. */
  static StoredTensor widened(StoredTensor tensor) {
    return tensor.type() == StoredType.BF16 ? tensor.in(StoredType.F32) : tensor;
  }

  /**
   * Writes an array.
   *
   * @param name what errors call it
   */
  static void write(String name, StoredTensor tensor, OutputStream out) throws IOException {
    StoredTensor known = widened(tensor);
    List<String> dims = Arrays.stream(known.shape().dims()).mapToObj(Integer::toString).toList();
    String shape = dims.size() == 1 ? dims.getFirst() + "," : String.join(", ", dims);
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }"
            .formatted(NumpyType.text(known.type()), shape);
    int before = MAGIC.length + 2 + Short.BYTES;
    int length = Math.ceilDiv(before + header.length() + 1, ALIGNMENT) * ALIGNMENT - before;
    out.write(MAGIC);
    out.write(1);
    out.write(0);
    out.write(length);
    out.write(length >> Byte.SIZE);
    out.write(header.getBytes(StandardCharsets.US_ASCII));
    out.write(" ".repeat(length - 1 - header.length()).getBytes(StandardCharsets.US_ASCII));
    out.write('\n');
    ElementWriter.write(name, known, out);
  }
}
