package dev.fovea.nn.layer;

import dev.fovea.core.Tensor;
import dev.fovea.nn.Pass;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Each example under another shape of the same size: {@code [N, …]} to {@code [N, …dims]}.
 *
 * @param dims the sizes of one example; one may be −1 and is worked out
 */
public record Reshape(List<Integer> dims) implements BasicLayer {
  public Reshape {
    dims = List.copyOf(dims);
  }

  /** To these sizes of one example; one may be −1 and is worked out. */
  public static Reshape to(int... dims) {
    return new Reshape(Arrays.stream(dims).boxed().toList());
  }

  private int[] sizes(Tensor x) {
    return IntStream.concat(
            IntStream.of(x.shape().dim(0)), dims.stream().mapToInt(Integer::intValue))
        .toArray();
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.reshape(sizes(x));
  }
}
