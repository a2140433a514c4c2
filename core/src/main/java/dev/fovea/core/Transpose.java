package dev.fovea.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    List<Integer> inverse = new ArrayList<>(Collections.nCopies(order.size(), 0));
    for (int i = 0; i < order.size(); i++) {
      inverse.set(order.get(i), i);
    }
    return List.of(gradOut.permute(inverse));
  }
}
