package dev.fovea.nn.layer;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.nn.Pass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Zeros around signals {@code [N, C, L]} or images {@code [N, C, H, W]}.
 *
 * @param before how many before each spatial axis
 * @param after how many after each spatial axis
 */
public record ZeroPad(List<Integer> before, List<Integer> after) implements BasicLayer {
  public ZeroPad {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /** As many on both sides, one number per spatial axis. */
  public static ZeroPad of(int... perAxis) {
    List<Integer> sizes = Arrays.stream(perAxis).boxed().toList();
    return new ZeroPad(sizes, sizes);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    if (x.shape().rank() != before.size() + 2) {
      throw ShapeError.of("zero_pad: wrong number of axes")
          .fact("input", x.shape())
          .fact("expected", before.size() + 2 + " axes");
    }
    return x.pad(behindChannels(before), behindChannels(after), 0);
  }

  private static List<Integer> behindChannels(List<Integer> spatial) {
    List<Integer> all = new ArrayList<>(List.of(0, 0));
    all.addAll(spatial);
    return all;
  }
}
