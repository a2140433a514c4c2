package dev.fovea.nn.models;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.core.shape.Window;
import dev.fovea.nn.Pass;
import java.util.List;

/**
 * A shortcut without parameters (He et al. 2016, option A): every {@code stride}th pixel of every
 * {@code stride}th row, and channels of zeros before and after.
 *
 * <p>Shapes: {@code x [N, C, H, W]} to {@code y [N, before + C + after, ⌈H/stride⌉, ⌈W/stride⌉]}.
 *
 * @param stride steps between pixels, at least 1
 * @param before channels of zeros in front
 * @param after channels of zeros after
 */
public record PaddedShortcut(int stride, int before, int after) implements ModelBlock {
  public PaddedShortcut {
    if (stride < 1 || before < 0 || after < 0) {
      throw ShapeError.of("padded_shortcut: sizes out of range")
          .fact("expected", "a stride of at least 1, and no negative number of channels")
          .fact("but was", "stride " + stride + ", channels " + before + " and " + after);
    }
  }

  /**
   * From this many channels to this many, half of the new ones on each side.
   *
   * @throws ShapeError if there are fewer after than before
   */
  public static PaddedShortcut between(int in, int out, int stride) {
    int before = Math.floorDiv(out - in, 2);
    return new PaddedShortcut(stride, before, out - in - before);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Tensor picked = stride == 1 ? x : x.maxPool(Window.of(1, 1).stride(stride));
    return picked.pad(List.of(0, before, 0, 0), List.of(0, after, 0, 0), 0);
  }
}
