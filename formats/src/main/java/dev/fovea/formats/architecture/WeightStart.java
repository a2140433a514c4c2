package dev.fovea.formats.architecture;

import dev.fovea.nn.init.Initializer;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a weight starts, as the option {@code weights}: a word, or a word with its number. It can be
 * read only: a layer that exists does not know how its weight started.
 */
final class WeightStart {
  static final String OPTION = "weights";
  private static final String EXPECTED =
      "pytorch, zeros, xavier_uniform, xavier_normal, kaiming_uniform, kaiming_normal,"
          + " {kaiming_uniform: slope}, {kaiming_normal: slope}, {normal: deviation},"
          + " {uniform: bound} or {constant: value}";

  private WeightStart() {}

  static Initializer read(Options options) {
    if (!options.has(OPTION)) {
      return Initializer.pytorchDefault();
    }
    JsonNode found = options.part(OPTION);
    if (found.isString()) {
      return switch (found.stringValue()) {
        case "pytorch" -> Initializer.pytorchDefault();
        case "zeros" -> Initializer.zeros();
        case "xavier_uniform" -> Initializer.xavierUniform();
        case "xavier_normal" -> Initializer.xavierNormal();
        case "kaiming_uniform" -> Initializer.kaimingUniform(0);
        case "kaiming_normal" -> Initializer.kaimingNormal(0);
        default -> throw options.bad(OPTION, EXPECTED);
      };
    }
    if (found instanceof ObjectNode only && only.size() == 1) {
      Map.Entry<String, JsonNode> entry = only.properties().iterator().next();
      double number = new Options(options.path() + "." + OPTION, only).number(entry.getKey());
      return switch (entry.getKey()) {
        case "kaiming_uniform" -> Initializer.kaimingUniform(number);
        case "kaiming_normal" -> Initializer.kaimingNormal(number);
        case "normal" -> Initializer.normal(number);
        case "uniform" -> Initializer.uniform(-number, number);
        case "constant" -> Initializer.constant(number);
        default -> throw options.bad(OPTION, EXPECTED);
      };
    }
    throw options.bad(OPTION, EXPECTED);
  }
}
