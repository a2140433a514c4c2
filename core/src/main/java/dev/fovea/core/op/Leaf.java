package dev.fovea.core.op;

import dev.fovea.core.Compiled;
import dev.fovea.core.Param;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import java.util.List;

/**
 * A tensor that is not computed but given: data, an input that is bound at each run, or the value
 * of a parameter.
 *
 * @param kind where the numbers come from
 * @param dtype their type
 * @param shape their shape
 */
public record Leaf(Kind kind, DType dtype, Shape shape) implements Op {
  /** Where the numbers of a leaf come from. */
  public enum Kind {
    /** Numbers given once. */
    DATA,
    /** Numbers bound at each run of a {@link Compiled} program. */
    INPUT,
    /** The value of a {@link Param}. */
    PARAMETER
  }

  @Override
  public String name() {
    return switch (kind) {
      case DATA -> "data";
      case INPUT -> "input";
      case PARAMETER -> "parameter";
    };
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return shape;
  }

  @Override
  public DType outputType(List<DType> inputs) {
    return dtype;
  }
}
