package dev.fovea.nn.layer;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.Pass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The axes of each example in another order; that of the examples stays the first.
 *
 * @param order which axis of the input each axis of the output is, counted from 0 after the batch
 *     axis: {@code [1, 2, 0]} turns {@code [N, C, H, W]} to {@code [N, H, W, C]}
 */
public record Permute(List<Integer> order) implements BasicLayer {
  public Permute {
    order = List.copyOf(order);
    List<Integer> all = IntStream.range(0, order.size()).boxed().toList();
    if (order.isEmpty() || !order.stream().sorted().toList().equals(all)) {
      throw ShapeError.of("permute: this is no order of axes")
          .fact("expected", "each of 0, 1, … once")
          .fact("but was", order);
    }
  }

  /** To this order of the axes after that of the examples, counted from 0. */
  public static Permute to(int... order) {
    return new Permute(Arrays.stream(order).boxed().toList());
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    if (x.shape().rank() != order.size() + 1) {
      throw ShapeError.of("permute: wrong number of axes")
          .fact("input", x.shape())
          .fact("expected", order.size() + 1 + " axes");
    }
    List<Integer> axes = new ArrayList<>(List.of(0));
    order.forEach(axis -> axes.add(axis + 1));
    return x.permute(axes);
  }
}
