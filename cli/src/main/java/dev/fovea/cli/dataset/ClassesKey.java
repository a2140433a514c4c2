package dev.fovea.cli.dataset;

import dev.fovea.cli.yaml.Section;
import dev.fovea.core.shape.Shape;
import dev.fovea.data.ClassTargets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads {@code classes:} and {@code shape:}, which most formats have. */
final class ClassesKey {
  static final String CLASSES = "classes";
  static final String SHAPE = "shape";

  private ClassesKey() {}

  /** Names, or how many there are. */
  static Optional<List<String>> read(Section section) {
    Optional<JsonNode> value = section.value(CLASSES);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    return value.get().isArray()
        ? section.texts(CLASSES)
        : Optional.of(ClassTargets.numbered(section.requiredInteger(CLASSES, 2)));
  }

  /** The shape of one example. */
  static Optional<Shape> shape(Section section) {
    return section.integers(SHAPE, 1).map(dims -> Shape.of(dims));
  }
}
