package dev.fovea.cli.yaml;

import dev.fovea.data.Problem;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * A YAML text that was read.
 *
 * @param root the outermost keys
 * @param places where in it everything stands
 */
public record Document(ObjectNode root, KeyPositions places) {
  public static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  public static Document parse(String source, String text) {
    try {
      JsonNode tree = YAML.readTree(text);
      if (!(tree instanceof ObjectNode root)) {
        throw new ConfigException(
            Problem.of("config: this is no configuration")
                .with("file", source)
                .with("expected", "keys and values, such as epochs: 20")
                .with("found", tree == null || tree.isMissingNode() ? "nothing" : kind(tree)));
      }
      return new Document(root, new KeyPositions(source, lines(text)));
    } catch (JacksonException wrong) {
      TokenStreamLocation at = wrong.getLocation();
      throw new ConfigException(
          Problem.of("config: this is no YAML")
              .with("file", at == null ? source : source + ", line " + at.getLineNr())
              .with("found", firstLine(wrong.getOriginalMessage())),
          wrong);
    }
  }

  private static Map<String, Integer> lines(String text) {
    Map<String, Integer> lines = new HashMap<>();
    try (JsonParser parser = YAML.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        String pointer = parser.streamReadContext().pathAsPointer().toString();
        lines.putIfAbsent(pointer, parser.currentTokenLocation().getLineNr());
      }
    }
    return lines;
  }

  /** The file and, where it is known, the line of a place. */
  String where(String pointer) {
    return places.where(pointer);
  }

  static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> "keys and values";
      case ARRAY -> "a list";
      case NULL, MISSING -> "nothing";
      default -> node.asString();
    };
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
