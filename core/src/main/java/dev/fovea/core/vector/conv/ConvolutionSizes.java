package dev.fovea.core.vector.conv;

import dev.fovea.core.shape.Window;
import java.util.List;

/**
 * A convolution {@code y = x ∗ w} of whole batches in rows, and which of the three is computed from
 * the other two. Shapes: {@code x [examples, groups·channelsIn, …input]}, {@code w
 * [groups·channelsOut, channelsIn, …kernel]}, {@code y [examples, groups·channelsOut, …output]}.
 *
 * @param kind what is computed
 * @param examples the size of the batch
 * @param groups how many independent groups of channels there are
 * @param channelsIn channels of x a group
 * @param channelsOut channels of y a group
 * @param window the geometry, from x to y
 * @param input the spatial sizes of x
 * @param output the spatial sizes of y
 */
public record ConvolutionSizes(
    Kind kind,
    int examples,
    int groups,
    int channelsIn,
    int channelsOut,
    Window window,
    List<Integer> input,
    List<Integer> output) {

  /** Which of the three tensors is computed. */
  public enum Kind {
    /** y from x and w. */
    FORWARD,
    /** x from y and w: the gradient in the input, or a transposed convolution. */
    INPUT_GRADIENT,
    /** w from x and y: the gradient in the weight. */
    WEIGHT_GRADIENT
  }

  /** Multiply-adds, those with a padding counted. */
  public double multiplyAdds() {
    return (double) examples * groups * channelsIn * channelsOut * taps() * elementsOut();
  }

  /** Weights between one channel of x and one of y. */
  public int taps() {
    return product(window.kernel());
  }

  /** Elements of one channel of x. */
  public int elementsIn() {
    return product(input);
  }

  /** Elements of one channel of y. */
  public int elementsOut() {
    return product(output);
  }

  /** Rows of a channel of x; 1 for signals. */
  public int heightIn() {
    return window.rank() == 2 ? input.get(0) : 1;
  }

  /** Columns of a channel of x. */
  public int widthIn() {
    return input.getLast();
  }

  /** Rows of a channel of y; 1 for signals. */
  public int heightOut() {
    return window.rank() == 2 ? output.get(0) : 1;
  }

  /** Columns of a channel of y. */
  public int widthOut() {
    return output.getLast();
  }

  /** Asked for in every task: it allocates nothing. */
  public static int product(List<Integer> sizes) {
    int product = 1;
    for (int i = 0; i < sizes.size(); i++) {
      product *= sizes.get(i);
    }
    return product;
  }

  @Override
  public String toString() {
    String what =
        switch (kind) {
          case FORWARD -> "convolution";
          case INPUT_GRADIENT -> "convolution, input gradient";
          case WEIGHT_GRADIENT -> "convolution, weight gradient";
        };
    return "%s %d×%d→%d channels, kernel %s, %s→%s, %.1f MFLOP"
        .formatted(
            what,
            examples,
            groups * channelsIn,
            groups * channelsOut,
            window.kernel(),
            input,
            output,
            2e-6 * multiplyAdds());
  }
}
