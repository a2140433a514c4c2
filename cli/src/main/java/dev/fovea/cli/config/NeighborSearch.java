package dev.fovea.cli.config;

import dev.fovea.cli.yaml.Section;
import dev.fovea.nn.neighbor.Distance;
import java.util.List;
import java.util.Locale;

/**
 * A nearest-neighbor classifier instead of a network.
 *
 * @param k how many neighbors are asked
 * @param distance by which distance
 */
public record NeighborSearch(int k, Distance distance) {
  static final String KEY = "classifier";
  private static final List<String> KNOWN = List.of("nearest-neighbor");

  /** What would be said of a training, of which there is none. */
  static final List<String> OF_TRAINING =
      List.of("epochs", "batch-size", "layers", "loss", "optimizer", "schedule", "early-stopping");

  static NeighborSearch read(Section root, Section.Choice choice) {
    if (!KNOWN.contains(choice.word())) {
      throw choice.unknown(KNOWN);
    }
    for (String key : OF_TRAINING) {
      if (root.has(key)) {
        throw root.wrong(
            key,
            "nothing beside classifier: nearest-neighbor, which has no training",
            root.value(key).orElseThrow());
      }
    }
    Section options = choice.options().knowing("k", "distance");
    String distance = options.text("distance").orElse("l2");
    return new NeighborSearch(
        options.integer("k", 1).orElse(1),
        switch (distance) {
          case "l1" -> Distance.L1;
          case "l2" -> Distance.L2;
          default ->
              throw options.wrong("distance", "l1 or l2", options.value("distance").orElseThrow());
        });
  }

  /** In words, such as {@code 3 nearest neighbors by L1 distance}. */
  public String description() {
    return (k == 1 ? "the nearest neighbor" : k + " nearest neighbors")
        + " by "
        + distance.name().toUpperCase(Locale.ROOT)
        + " distance";
  }
}
