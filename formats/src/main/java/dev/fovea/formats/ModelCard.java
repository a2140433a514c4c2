package dev.fovea.formats;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What one must know of a model to use it: what its outputs mean, what was done to its inputs, and
 * where it comes from.
 *
 * @param classes the names of the outputs, in order; empty if they have none
 * @param preprocessing what was done to each example before it reached the model, in order
 * @param provenance where the model comes from
 */
public record ModelCard(
    List<String> classes, List<Preprocessing> preprocessing, Provenance provenance) {
  public ModelCard {
    classes = List.copyOf(classes);
    preprocessing = List.copyOf(preprocessing);
  }

  /**
   * One transform of the examples: its name and its numbers say all about it.
   *
   * @param name what it does, such as {@code scale}
   * @param numbers its numbers by name, such as {@code factor}
   */
  public record Preprocessing(String name, SequencedMap<String, List<Double>> numbers) {
    public Preprocessing {
      numbers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(numbers));
    }
  }

  /** Made here and now, and nothing more said. */
  public static ModelCard empty() {
    return new ModelCard(List.of(), List.of(), Provenance.now());
  }

  /** With names for the outputs. */
  public ModelCard classes(List<String> names) {
    return new ModelCard(names, preprocessing, provenance);
  }

  /** With what was done to the examples. */
  public ModelCard preprocessing(List<Preprocessing> steps) {
    return new ModelCard(classes, steps, provenance);
  }

  /** With where the model comes from. */
  public ModelCard provenance(Provenance origin) {
    return new ModelCard(classes, preprocessing, origin);
  }
}
