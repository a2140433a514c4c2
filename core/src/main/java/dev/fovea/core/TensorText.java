package dev.fovea.core;

import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Storage;
import java.util.Locale;

/** Tensors as text for people: nested brackets, aligned numbers, long axes shortened. */
final class TensorText {
  private static final int EDGE = 3;
  private static final int SHOWN = 8;

  private final Tensor tensor;
  private final Storage values;
  private final String format;
  private final StringBuilder text = new StringBuilder();

  private TensorText(Tensor tensor) {
    this.tensor = tensor;
    this.values = tensor.storage();
    this.format = format(values);
  }

  static String of(Tensor tensor) {
    TensorText printer = new TensorText(tensor);
    printer.text.append(tensor.dtype()).append(' ').append(tensor.shape()).append('\n');
    printer.axis(0, 0, 1);
    return printer.text.toString();
  }

  private void axis(int axis, int offset, int indent) {
    Shape shape = tensor.shape();
    if (axis == shape.rank()) {
      text.append(number(offset));
      return;
    }
    boolean innermost = axis == shape.rank() - 1;
    int size = shape.dim(axis);
    text.append('[');
    for (int i = 0; i < size; i++) {
      boolean shortened = size > SHOWN && i == EDGE;
      if (i > 0) {
        text.append(innermost ? ", " : ",\n" + " ".repeat(indent));
      }
      if (shortened) {
        text.append('…');
        i = size - EDGE - 1;
      } else {
        axis(axis + 1, offset + i * shape.stride(axis), indent + 1);
      }
    }
    text.append(']');
  }

  private String number(int index) {
    return switch (tensor.dtype()) {
      case BOOL -> values.at(index) != 0 ? "true" : "false";
      case INT32, INT64, UINT8 -> String.format(Locale.ROOT, format, (long) values.at(index));
      case FLOAT32, FLOAT64 -> String.format(Locale.ROOT, format, values.at(index));
    };
  }

  private static String format(Storage values) {
    double largest = 0;
    boolean whole = true;
    boolean negative = false;
    int words = 0;
    for (int i = 0; i < values.size(); i++) {
      double value = values.at(i);
      if (Double.isFinite(value)) {
        largest = Math.max(largest, Math.abs(value));
        whole &= value == Math.rint(value);
        negative |= value < 0;
      } else {
        words = Math.max(words, String.valueOf(value).length());
      }
    }
    int digits = 1 + (int) Math.max(0, Math.floor(Math.log10(Math.max(largest, 1))));
    int sign = negative ? 1 : 0;
    if (!values.dtype().isFloating()) {
      return "%" + (digits + sign) + "d";
    }
    if (largest >= 1e6 || (largest > 0 && largest < 1e-3)) {
      return "%" + Math.max(words, 9 + sign) + ".3e";
    }
    int decimals = whole ? 1 : 4;
    return "%" + Math.max(words, sign + digits + 1 + decimals) + "." + decimals + "f";
  }
}
