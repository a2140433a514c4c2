package dev.fovea.files.safetensors;

import dev.fovea.core.shape.Shape;
import dev.fovea.files.FormatException;
import dev.fovea.files.NamedTensors;
import dev.fovea.files.StoredTensor;
import dev.fovea.files.StoredType;
import dev.fovea.files.bytes.Dimensions;
import dev.fovea.files.bytes.ElementWriter;
import dev.fovea.files.json.StrictJson;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What stands before the numbers of a safetensors file: a length in 8 bytes, then JSON.
 *
 * @param entries the tensors, in the order of the JSON
 * @param metadata texts by name
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
record SafetensorsHeader(List<Entry> entries, SequencedMap<String, String> metadata) {
  /** Bytes before the JSON: its length. */
  static final int PREFIX = 8;

  private static final String METADATA = "__metadata__";
  private static final String DTYPE = "dtype";
  private static final String SHAPE = "shape";
  private static final String OFFSETS = "data_offsets";
  private static final Set<String> FIELDS = Set.of(DTYPE, SHAPE, OFFSETS);
  private static final int SHOWN = 80;

  SafetensorsHeader {
    entries = List.copyOf(entries);
    metadata = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(metadata));
  }

  /**
   * One tensor.
   *
   * @param begin its first byte, counted from the end of the header
   * @param end the byte after its last
   */
  record Entry(String name, StoredType type, Shape shape, long begin, long end) {}

  // ---- reading ----

  /**
   * Reads the JSON and holds it against the length of the file.
   *
   * @param data how many bytes follow the header
   */
  static SafetensorsHeader parse(byte[] json, long data) throws FormatException {
    ObjectNode root = StrictJson.read(json, "safetensors", PREFIX);
    List<Entry> entries = new ArrayList<>();
    SequencedMap<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (field.getKey().equals(METADATA)) {
        readMetadata(field.getValue(), metadata);
      } else {
        entries.add(entry(field.getKey(), field.getValue(), data));
      }
    }
    SafetensorsHeader header = new SafetensorsHeader(entries, metadata);
    header.checkOffsets(data);
    return header;
  }

  private static void readMetadata(JsonNode node, Map<String, String> into) throws FormatException {
    if (!node.isObject()) {
      throw wrong(METADATA, "texts by name", node);
    }
    for (Map.Entry<String, JsonNode> text : node.properties()) {
      if (!text.getValue().isString()) {
        throw wrong(METADATA + "." + text.getKey(), "a text", text.getValue());
      }
      into.put(text.getKey(), text.getValue().stringValue());
    }
  }

  private static Entry entry(String name, JsonNode node, long data) throws FormatException {
    if (!(node instanceof ObjectNode fields)) {
      throw wrong(name, "dtype, shape and data_offsets", node);
    }
    for (String key : fields.propertyNames()) {
      if (!FIELDS.contains(key)) {
        throw FormatException.of("safetensors: unknown field")
            .fact("tensor", name)
            .fact("expected", "dtype, shape, data_offsets")
            .fact("found", key);
      }
    }
    StoredType type = type(name, fields.path(DTYPE));
    Shape shape = shape(name, fields.path(SHAPE));
    JsonNode offsets = fields.path(OFFSETS);
    if (!offsets.isArray() || offsets.size() != 2) {
      throw wrong(name + "." + OFFSETS, "begin and end", offsets);
    }
    long begin = offset(name, offsets.get(0), data);
    long end = offset(name, offsets.get(1), data);
    long expected = (long) shape.size() * type.bytes();
    if (end - begin != expected) {
      throw FormatException.of("safetensors: offsets do not fit the shape")
          .fact("tensor", name)
          .fact("shape", shape + " " + type)
          .fact("expected", expected + " bytes")
          .fact("found", (end - begin) + " bytes, from " + begin + " to " + end);
    }
    return new Entry(name, type, shape, begin, end);
  }

  private static StoredType type(String name, JsonNode node) throws FormatException {
    for (StoredType type : StoredType.values()) {
      if (node.isString() && type.name().equals(node.stringValue())) {
        return type;
      }
    }
    throw wrong(name + "." + DTYPE, "one of " + Arrays.toString(StoredType.values()), node);
  }

  private static Shape shape(String name, JsonNode node) throws FormatException {
    String expected = "a list of " + Dimensions.EXPECTED;
    if (!node.isArray()) {
      throw wrong(name + "." + SHAPE, expected, node);
    }
    List<BigInteger> sizes = new ArrayList<>();
    for (JsonNode size : node) {
      if (!size.isIntegralNumber()) {
        throw wrong(name + "." + SHAPE, expected, node);
      }
      sizes.add(size.bigIntegerValue());
    }
    return Dimensions.shape(sizes).orElseThrow(() -> wrong(name + "." + SHAPE, expected, node));
  }

  private static long offset(String name, JsonNode node, long data) throws FormatException {
    boolean isInside =
        node.isIntegralNumber()
            && node.canConvertToLong()
            && node.longValue() >= 0
            && node.longValue() <= data;
    if (!isInside) {
      throw wrong(name + "." + OFFSETS, "from 0 to " + data, node);
    }
    return node.longValue();
  }

  /** Every byte after the header belongs to one tensor: no overlap, no gap, no rest. */
  private void checkOffsets(long data) throws FormatException {
    long next = 0;
    for (Entry entry : inFileOrder()) {
      if (entry.begin() != next) {
        throw FormatException.of(
                entry.begin() < next
                    ? "safetensors: tensors overlap"
                    : "safetensors: bytes belong to no tensor")
            .fact("tensor", entry.name())
            .fact("field", OFFSETS)
            .fact("expected", "begin = " + next)
            .fact("found", "begin = " + entry.begin());
      }
      next = entry.end();
    }
    if (next != data) {
      throw FormatException.of("safetensors: the file is longer than its tensors")
          .fact("expected", next + " bytes after the header")
          .fact("found", data + " bytes");
    }
  }

  /** The tensors as their numbers follow one another. */
  List<Entry> inFileOrder() {
    return entries.stream()
        .sorted(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end))
        .toList();
  }

  private static FormatException wrong(String field, String expected, JsonNode found) {
    String text = found.isMissingNode() ? "nothing" : found.toString();
    return FormatException.of("safetensors: a field of the header has no use")
        .fact("field", field)
        .fact("expected", expected)
        .fact("found", text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…");
  }

  // ---- writing ----

  /** The header of these tensors, one after the other. */
  static SafetensorsHeader of(NamedTensors contents) {
    List<Entry> entries = new ArrayList<>();
    long next = 0;
    for (Map.Entry<String, StoredTensor> tensor : contents.tensors().entrySet()) {
      if (tensor.getKey().equals(METADATA)) {
        throw new IllegalArgumentException(
            "safetensors: no tensor can be called " + METADATA + ": the format uses this name");
      }
      StoredTensor value = tensor.getValue();
      long end = next + ElementWriter.length(value);
      entries.add(new Entry(tensor.getKey(), value.type(), value.shape(), next, end));
      next = end;
    }
    return new SafetensorsHeader(entries, contents.metadata());
  }

  /** The JSON, filled with spaces so that the numbers start at a multiple of 8. */
  byte[] toJson() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    if (!metadata.isEmpty()) {
      ObjectNode texts = root.putObject(METADATA);
      metadata.forEach(texts::put);
    }
    for (Entry entry : entries) {
      ObjectNode fields = root.putObject(entry.name());
      fields.put(DTYPE, entry.type().name());
      ArrayNode shape = fields.putArray(SHAPE);
      for (int dim : entry.shape().dims()) {
        shape.add(dim);
      }
      fields.putArray(OFFSETS).add(entry.begin()).add(entry.end());
    }
    byte[] text = StrictJson.compact(root);
    byte[] padded = Arrays.copyOf(text, Math.ceilDiv(text.length, PREFIX) * PREFIX);
    Arrays.fill(padded, text.length, padded.length, (byte) ' ');
    return padded;
  }
}
