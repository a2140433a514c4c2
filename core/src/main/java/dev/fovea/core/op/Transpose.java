package dev.fovea.core.op;

import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import java.util.List;

/**
 * The axes in another order: axis {@code i} of the result is axis {@code order[i]} of the input.
 *
 * @param order each axis of the input once
 */
public record Transpose(List<Integer> order) implements Rearrangement {
  public Transpose {
    order = List.copyOf(order);
  }

  @Override
  public String name() {
    return "permute";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape input = inputs.getFirst();
    List<Integer> sorted = order.stream().sorted().toList();
    boolean complete = sorted.size() == input.rank();
    for (int i = 0; complete && i < sorted.size(); i++) {
      complete = sorted.get(i) == i;
    }
    if (!complete) {
      throw ShapeError.of("permute: the order must name every axis once")
          .fact("input", input)
          .fact("expected", "a permutation of 0 to " + (input.rank() - 1))
          .fact("but was", order);
    }
    return Shape.of(order.stream().map(input::dim).toList());
  }
}
