package dev.fovea.formats.onnx.proto;

import dev.fovea.files.FormatException;
import dev.fovea.formats.onnx.proto.Attribute.Kind;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the attributes of nodes. */
final class AttributeProto {
  private AttributeProto() {}

  /** An attribute with its name. */
  record Named(String name, Attribute value) {}

  static Named read(WireReader message, MemorySegment file, Optional<Path> folder)
      throws FormatException {
    String name = "";
    String reference = "";
    int declared = 0;
    float real = 0;
    long whole = 0;
    String text = "";
    TensorProto tensor = null;
    List<Double> reals = new ArrayList<>();
    List<Long> wholes = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    Kind seen = null;
    while (message.next()) {
      switch (message.field()) {
        case 1 -> name = message.text();
        case 20 -> declared = message.smallNumber();
        case 21 -> reference = message.text();
        case 2 -> {
          real = message.real();
          seen = Kind.REAL;
        }
        case 3 -> {
          whole = message.number();
          seen = Kind.WHOLE;
        }
        case 4 -> {
          text = message.text();
          seen = Kind.TEXT;
        }
        case 5 -> {
          tensor = TensorProto.read(message.inside("tensor"), file, folder);
          seen = Kind.TENSOR;
        }
        case 7 -> {
          floats(message, reals);
          seen = Kind.REALS;
        }
        case 8 -> {
          message.numbers(wholes::add);
          seen = Kind.WHOLES;
        }
        case 9 -> {
          texts.add(message.text());
          seen = Kind.TEXTS;
        }
        case 6, 10, 11, 14, 15, 22, 23 -> seen = Kind.OTHER;
        default -> {}
      }
    }
    if (!reference.isEmpty()) {
      seen = Kind.OTHER;
    }
    Kind kind = kind(declared, seen);
    Attribute value =
        switch (kind) {
          case REAL -> new Attribute.Real(real);
          case WHOLE -> new Attribute.Whole(whole);
          case TEXT -> new Attribute.Text(text);
          case REALS -> new Attribute.Reals(reals);
          case WHOLES -> new Attribute.Wholes(wholes);
          case TEXTS -> new Attribute.Texts(texts);
          case TENSOR -> tensor == null ? new Attribute.Other() : tensor(tensor);
          case OTHER -> new Attribute.Other();
        };
    return new Named(name, value);
  }

  private static Attribute tensor(TensorProto tensor) throws FormatException {
    return new Attribute.Numbers(tensor.read());
  }

  private static void floats(WireReader message, List<Double> into) throws FormatException {
    for (float value : message.reals()) {
      into.add((double) value);
    }
  }

  /** Files before version 3 of the format may leave the kind out: then it is what is there. */
  private static Kind kind(int declared, @Nullable Kind seen) {
    return switch (declared) {
      case 1 -> Kind.REAL;
      case 2 -> Kind.WHOLE;
      case 3 -> Kind.TEXT;
      case 4 -> Kind.TENSOR;
      case 6 -> Kind.REALS;
      case 7 -> Kind.WHOLES;
      case 8 -> Kind.TEXTS;
      case 0 -> seen == null ? Kind.OTHER : seen;
      default -> Kind.OTHER;
    };
  }
}
