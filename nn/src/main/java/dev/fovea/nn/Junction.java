package dev.fovea.nn;

import dev.fovea.core.Tensor;
import java.util.List;

/**
 * A layer of several inputs or outputs, such as the sum of two branches: a node of a {@link
 * dev.fovea.nn.network.GraphNetwork}.
 *
 * <pre>{@code
 * record Sum() implements Junction {
 *   public List<Tensor> forward(List<Tensor> inputs, Pass pass) {
 *     return List.of(inputs.stream().reduce(Tensor::plus).orElseThrow());
 *   }
 * }
 * }</pre>
 */
public interface Junction extends Layer {
  /**
   * Records what the layer computes.
   *
   * @param inputs what it is given, in order
   * @param pass training or evaluation, and everything that goes with it
   * @return one tensor per output
   * @throws dev.fovea.core.shape.ShapeError if the inputs do not fit
   */
  List<Tensor> forward(List<Tensor> inputs, Pass pass);

  /** The first output for a single input. */
  @Override
  default Tensor forward(Tensor x, Pass pass) {
    return forward(List.of(x), pass).getFirst();
  }

  /** What a summary calls it: by default the name of its class. */
  default String type() {
    return getClass().getSimpleName();
  }
}
