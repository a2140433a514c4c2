package dev.fovea.core;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    DType from = y.input(0).dtype();
    return to.isFloating() && from.isFloating()
        ? List.of(gradOut.to(from))
        : Collections.singletonList(null);
  }
}
