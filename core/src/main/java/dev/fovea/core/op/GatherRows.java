package dev.fovea.core.op;

import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import java.util.List;

/**
 * Rows of a table by number (an embedding): inputs {@code table [V, …]} and {@code indices [..]},
 * result {@code [.., …]}. A number outside {@code 0 … V − 1} is an error when the value is
 * computed. The gradient adds up in the rows that were taken.
 */
public record GatherRows() implements Op {
  @Override
  public String name() {
    return "embedding";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape table = inputs.get(0);
    Shape output = inputs.get(1);
    for (int axis = 1; axis < table.rank(); axis++) {
      output = output.insert(output.rank(), table.dim(axis));
    }
    return output;
  }

  @Override
  public DType outputType(List<DType> inputs) {
    if (inputs.get(1) != DType.INT32 && inputs.get(1) != DType.INT64) {
      throw ShapeError.of("embedding: expects row numbers")
          .fact("expected", "int32 or int64")
          .fact("but was", inputs.get(1));
    }
    return inputs.getFirst();
  }
}
