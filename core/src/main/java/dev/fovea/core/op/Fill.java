package dev.fovea.core.op;

import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import java.util.List;

/**
 * A tensor of one constant.
 *
 * @param value the constant
 * @param dtype its type
 * @param shape the tensor's shape
 */
public record Fill(double value, DType dtype, Shape shape) implements Op {
  public Fill {
    if (!fits(value, dtype)) {
      throw ShapeError.of("full: the number is not of the type")
          .fact("expected", "a value of " + dtype)
          .fact("but was", value)
          .hint("convert the tensor with to(DType.FLOAT32)");
    }
  }

  private static boolean fits(double value, DType dtype) {
    return switch (dtype) {
      case FLOAT32, FLOAT64 -> true;
      case INT32 -> value == (int) value;
      case INT64 -> value == (long) value;
      case UINT8 -> value == ((int) value & 0xFF);
      case BOOL -> value == 0 || value == 1;
    };
  }

  @Override
  public String name() {
    return "full";
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
