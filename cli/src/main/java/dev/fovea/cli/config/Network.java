package dev.fovea.cli.config;

import dev.fovea.core.Seed;
import dev.fovea.core.Shape;
import dev.fovea.nn.Sequential;
import dev.fovea.nn.SequentialConfig;
import tools.jackson.databind.JsonNode;

/** Makes the network of an experiment. */
public final class Network {
  private Network() {}

  /** The network for examples of a shape. */
  public static Sequential build(JsonNode layers, Shape example, Seed seed) {
    SequentialConfig config = Sequential.input(example.dims());
    for (JsonNode layer : layers.values()) {
      String kind = layer.isString() ? layer.asString() : layer.propertyNames().iterator().next();
      JsonNode options = layer.path(kind);
      config =
          switch (kind) {
            case "conv2d" ->
                config.conv2d(options.get("out").asInt(), options.get("kernel").asInt());
            case "relu" -> config.relu();
            case "softmax" -> config.softmax();
            case "flatten" -> config.flatten();
            case "maxpool2d" -> config.maxPool2d(options.asInt());
            case "dropout" -> config.dropout(options.asDouble());
            case "linear" -> config.linear(options.asInt());
            default -> throw new IllegalArgumentException("unknown layer " + kind);
          };
    }
    return config.build(seed);
  }
}
