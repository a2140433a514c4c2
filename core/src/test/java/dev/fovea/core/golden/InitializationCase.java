package dev.fovea.core.golden;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * How PyTorch draws the parameters of a fresh layer.
 *
 * @param layer PyTorch's class name, such as {@code Conv2d}
 * @param options the layer's sizes, such as {@code outChannels}
 */
public record InitializationCase(
    String name, String layer, JsonNode options, Map<String, Drawn> parameters) {

  /** The law a parameter is drawn from. */
  public sealed interface Law {
    /** Evenly from {@code -bound} to {@code bound}. */
    record Uniform(double bound) implements Law {}

    /** Normal deviates. */
    record Normal(double mean, double deviation) implements Law {}

    /** The same number everywhere. */
    record Constant(double value) implements Law {}
  }

  /**
   * A parameter.
   *
   * @param sampleMean the mean of one draw of PyTorch
   * @param sampleDeviation the standard deviation of that draw
   */
  @SuppressWarnings("ArrayRecordComponent") // plain numbers for tests; nobody compares two of them
  public record Drawn(int[] shape, Law law, double sampleMean, double sampleDeviation) {}

  static InitializationCase of(JsonNode node) {
    Map<String, Drawn> parameters = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : Json.child(node, "parameters").properties()) {
      parameters.put(entry.getKey(), drawn(entry.getValue()));
    }
    return new InitializationCase(
        Json.text(node, "name"),
        Json.text(node, "layer"),
        Json.child(node, "options"),
        Map.copyOf(parameters));
  }

  private static Drawn drawn(JsonNode node) {
    Law law =
        switch (Json.text(node, "law")) {
          case "uniform" -> new Law.Uniform(Json.number(node, "bound"));
          case "normal" ->
              new Law.Normal(Json.number(node, "mean"), Json.number(node, "deviation"));
          case "constant" -> new Law.Constant(Json.number(node, "value"));
          case String other -> throw new IllegalArgumentException("unknown law: " + other);
        };
    return new Drawn(
        Json.integers(Json.child(node, "shape")),
        law,
        Json.number(node, "sampleMean"),
        Json.number(node, "sampleDeviation"));
  }

  /** A whole option, such as {@code outChannels}. */
  public int integer(String option) {
    return Json.child(options, option).asInt();
  }

  /** Whole numbers, such as {@code kernelSize}. */
  public int[] integers(String option) {
    return Json.integers(Json.child(options, option));
  }

  @Override
  public String toString() {
    return name;
  }
}
