package dev.fovea.formats.keras;

import dev.fovea.files.FormatException;
import dev.fovea.nn.layer.Merge;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Layers that make one of several. */
final class Merges {
  private static final Map<String, Reader> READERS = readers();

  private Merges() {}

  /** Joins several ways. */
  @FunctionalInterface
  interface Reader {
    Chain join(LayerSpec layer, List<Chain> from) throws FormatException;
  }

  private static Map<String, Reader> readers() {
    Map<String, Reader> readers = new HashMap<>();
    Map.of(
            "Add", Merge.How.SUM,
            "Subtract", Merge.How.DIFFERENCE,
            "Multiply", Merge.How.PRODUCT,
            "Average", Merge.How.MEAN,
            "Maximum", Merge.How.MAXIMUM,
            "Minimum", Merge.How.MINIMUM)
        .forEach((kind, how) -> readers.put(kind, (layer, from) -> Chain.merged(layer, from, how)));
    readers.put(
        "Concatenate",
        (layer, from) -> Chain.concatenated(layer, from, layer.axis(from.getFirst().rank())));
    return Map.copyOf(readers);
  }

  static Optional<Reader> of(LayerSpec layer) {
    return Optional.ofNullable(READERS.get(layer.kind()));
  }
}
