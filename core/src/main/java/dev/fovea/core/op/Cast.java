package dev.fovea.core.op;

import dev.fovea.core.shape.DType;
import java.util.List;

/**
 * The same numbers in another element type. To integers they are cut toward zero; to {@link
 * DType#BOOL} everything but 0 is true. The gradient flows between floating types only.
 *
 * @param to the element type of the result
 */
public record Cast(DType to) implements Unary {
  @Override
  public String name() {
    return "to";
  }

  @Override
  public DType outputType(List<DType> inputs) {
    return to;
  }
}
