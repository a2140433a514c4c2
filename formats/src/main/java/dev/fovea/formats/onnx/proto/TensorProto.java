package dev.fovea.formats.onnx.proto;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.files.FormatException;
import dev.fovea.files.StoredType;
import dev.fovea.files.bytes.Dimensions;
import dev.fovea.files.bytes.ElementView;
import dev.fovea.formats.onnx.proto.WireReader.Span;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A tensor in an ONNX file: raw bytes, a list of numbers, or a part of another file. */
public final class TensorProto {
  private static final int EXTERNAL = 1;

  private final String name;
  private final List<Long> dims;
  private final int typeNumber;
  private final MemorySegment file;
  private final @Nullable Span raw;
  private final List<Span> lists;
  private final Coding coding;
  private final Optional<ExternalData> external;

  /** How the numbers of a list are written. */
  private enum Coding {
    VARINT,
    FIXED
  }

  private TensorProto(
      String name,
      List<Long> dims,
      int typeNumber,
      MemorySegment file,
      @Nullable Span raw,
      List<Span> lists,
      Coding coding,
      Optional<ExternalData> external) {
    this.name = name;
    this.dims = dims;
    this.typeNumber = typeNumber;
    this.file = file;
    this.raw = raw;
    this.lists = lists;
    this.coding = coding;
    this.external = external;
  }

  /**
   * The tensor that fills a file of its own, as the test data of ONNX have them.
   *
   * @throws FormatException if it cannot be read
   */
  public static TensorProto parse(MemorySegment bytes) throws FormatException {
    return read(WireReader.of(bytes, "tensor"), bytes, Optional.empty());
  }

  static TensorProto read(WireReader message, MemorySegment file, Optional<Path> folder)
      throws FormatException {
    String name = "";
    List<Long> dims = new ArrayList<>();
    int type = 0;
    Span raw = null;
    List<Span> lists = new ArrayList<>();
    Coding coding = Coding.FIXED;
    boolean isExternal = false;
    Map<String, String> place = new LinkedHashMap<>();
    while (message.next()) {
      switch (message.field()) {
        case 1 -> message.numbers(dims::add);
        case 2 -> type = message.smallNumber();
        case 3 ->
            throw FormatException.of("onnx: tensors in segments are not known here")
                .fact("tensor", name);
        case 4, 10 -> {
          lists.add(message.span());
          coding = Coding.FIXED;
        }
        case 5, 7, 11 -> {
          lists.add(message.span());
          coding = Coding.VARINT;
        }
        case 8 -> name = message.text();
        case 9 -> raw = message.rawSpan();
        case 13 -> {
          WireReader entry = message.inside("external data");
          String key = "";
          String value = "";
          while (entry.next()) {
            switch (entry.field()) {
              case 1 -> key = entry.text();
              case 2 -> value = entry.text();
              default -> {}
            }
          }
          place.put(key, value);
        }
        case 14 -> isExternal = message.number() == EXTERNAL;
        default -> {}
      }
    }
    Optional<ExternalData> external =
        isExternal ? Optional.of(new ExternalData(folder, place)) : Optional.empty();
    return new TensorProto(name, List.copyOf(dims), type, file, raw, lists, coding, external);
  }

  /** Its name; empty if it has none. */
  public String name() {
    return name;
  }

  /**
   * How its numbers stand in the file.
   *
   * @throws FormatException if tensors of ours cannot hold such numbers
   */
  public StoredType type() throws FormatException {
    try {
      return TensorType.require(typeNumber).element();
    } catch (FormatException wrong) {
      throw wrong.within("tensor", name);
    }
  }

  /**
   * Its shape.
   *
   * @throws FormatException if no tensor has such a shape
   */
  public Shape shape() throws FormatException {
    return Dimensions.shape(dims.stream().map(BigInteger::valueOf).toList())
        .orElseThrow(() ->
            FormatException.of("onnx: no tensor can have this shape")
                .fact("tensor", name)
                .fact("expected", Dimensions.EXPECTED)
                .fact("found", dims));
  }

  /**
   * Reads its numbers, anew each time. What it declares is held against what is there first.
   *
   * @throws FormatException naming the tensor
   */
  public Tensor read() throws FormatException {
    try {
      Shape shape = shape();
      StoredType type = type();
      if (external.isPresent()) {
        return external.orElseThrow().read(shape, type);
      }
      if (raw != null) {
        check(shape, raw.length() / type.bytes(), raw.length() % type.bytes() == 0);
        return view(type, shape, raw.offset()).read(file);
      }
      return switch (coding) {
        case FIXED -> fixed(shape, type);
        case VARINT -> varints(shape, type);
      };
    } catch (FormatException wrong) {
      throw wrong.within("tensor", name);
    }
  }

  private static ElementView view(StoredType type, Shape shape, long offset) {
    return ElementView.rows(type, ByteOrder.LITTLE_ENDIAN, shape, offset);
  }

  private static void check(Shape shape, long found, boolean isWhole) throws FormatException {
    if (found != shape.size() || !isWhole) {
      throw FormatException.of("onnx: the numbers of a tensor do not fill its shape")
          .fact("expected", shape.size() + " numbers for " + shape)
          .fact("found", found + (isWhole ? " numbers" : " numbers and a part of one"));
    }
  }

  /** Numbers of the width they have in memory: {@code float_data} and {@code double_data}. */
  private Tensor fixed(Shape shape, StoredType type) throws FormatException {
    long length = lists.stream().mapToLong(Span::length).sum();
    check(shape, length / type.bytes(), length % type.bytes() == 0);
    if (type != StoredType.F32 && type != StoredType.F64 && length > 0) {
      throw FormatException.of("onnx: the numbers of a tensor are in a list for another type")
          .fact("expected", "float32 or float64")
          .fact("found", type.label());
    }
    if (lists.size() == 1) {
      return view(type, shape, lists.getFirst().offset()).read(file);
    }
    byte[] joined = new byte[(int) Math.min(length, Integer.MAX_VALUE - 8)];
    if (joined.length != length) {
      throw FormatException.of("onnx: a tensor in pieces is too large").fact("found", length);
    }
    int at = 0;
    for (Span span : lists) {
      MemorySegment.copy(
          file, ValueLayout.JAVA_BYTE, span.offset(), joined, at, (int) span.length());
      at += (int) span.length();
    }
    return view(type, shape, 0).read(MemorySegment.ofArray(joined));
  }

  /** Whole numbers, half precision and truth values: one varint a number. */
  private Tensor varints(Shape shape, StoredType type) throws FormatException {
    long count = 0;
    for (Span span : lists) {
      for (long i = 0; i < span.length(); i++) {
        count += file.get(ValueLayout.JAVA_BYTE, span.offset() + i) >= 0 ? 1 : 0;
      }
    }
    check(shape, count, true);
    if (type == StoredType.F32 || type == StoredType.F64) {
      throw FormatException.of("onnx: the numbers of a tensor are in a list for another type")
          .fact("expected", "whole numbers, half precision or truth values")
          .fact("found", type.label());
    }
    int width = type.bytes();
    if ((long) width * shape.size() > Integer.MAX_VALUE - 8) {
      throw FormatException.of("onnx: a tensor in a list is too large").fact("found", shape);
    }
    byte[] packed = new byte[width * shape.size()];
    int at = 0;
    for (Span span : lists) {
      long value = 0;
      int shift = 0;
      for (long i = 0; i < span.length(); i++) {
        byte next = file.get(ValueLayout.JAVA_BYTE, span.offset() + i);
        value |= shift < Long.SIZE ? (long) (next & 0x7F) << shift : 0;
        shift += 7;
        if (next >= 0) {
          for (int b = 0; b < width; b++) {
            packed[at++] = (byte) (value >>> (Byte.SIZE * b));
          }
          value = 0;
          shift = 0;
        }
      }
    }
    return view(type, shape, 0).read(MemorySegment.ofArray(packed));
  }
}
