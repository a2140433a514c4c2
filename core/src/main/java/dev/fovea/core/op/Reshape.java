package dev.fovea.core.op;

import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import java.util.List;

/**
 * The same elements in the same order under another shape.
 *
 * @param shape the new shape, of the same size
 */
public record Reshape(Shape shape) implements Rearrangement {
  @Override
  public String name() {
    return "reshape";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    if (inputs.getFirst().size() != shape.size()) {
      throw ShapeError.of("reshape: the number of elements changes")
          .fact("input", inputs.getFirst() + ", " + inputs.getFirst().size() + " elements")
          .fact("expected", "a shape of " + inputs.getFirst().size() + " elements")
          .fact("but was", shape + ", " + shape.size() + " elements");
    }
    return shape;
  }
}
