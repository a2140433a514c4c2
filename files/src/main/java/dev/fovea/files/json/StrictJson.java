package dev.fovea.files.json;

import dev.fovea.files.FormatException;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON as files hold it: no key twice, nothing after the end, no depth without end. */
public final class StrictJson {
  private static final int DEEPEST = 64;
  private static final int LONGEST_NUMBER = 64;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST_NUMBER)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();
  private static final JsonMapper COMPACT = JsonMapper.builder().build();

  private StrictJson() {}

  /**
   * Reads one object.
   *
   * @param what whose text it is, for the error, such as {@code safetensors}
   * @param offset where the text starts in its file
   */
  public static ObjectNode read(byte[] text, String what, long offset) throws FormatException {
    JsonNode node;
    try {
      node = MAPPER.readTree(text);
    } catch (JacksonException damaged) {
      // Some errors, such as too much depth, know no place.
      TokenStreamLocation place = damaged.getLocation();
      FormatException error = FormatException.of(what + ": the JSON text cannot be read");
      throw (place == null ? error : error.fact("offset", offset + place.getByteOffset()))
          .fact("reason", damaged.getOriginalMessage())
          .causedBy(damaged);
    }
    if (!(node instanceof ObjectNode object)) {
      throw FormatException.of(what + ": the JSON text is no object")
          .fact("offset", offset)
          .fact("expected", "{")
          .fact("found", node.getNodeType().toString().toLowerCase(Locale.ROOT));
    }
    return object;
  }

  /** Text for people: indented. */
  public static byte[] indented(ObjectNode object) {
    return MAPPER.writeValueAsBytes(object);
  }

  /** Text without a space. */
  public static byte[] compact(ObjectNode object) {
    return COMPACT.writeValueAsBytes(object);
  }
}
