package dev.fovea.core.vector.conv.fourier;

import dev.fovea.core.vector.conv.ConvolutionSizes;
import dev.fovea.core.vector.conv.ConvolutionSizes.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One axis of a convolution of stride 1, cut into tiles for transforms of one size: {@code y[i] =
 * Σ_d x[i + d − before]·w[d]}, and the sums for x and for w over the same triples.
 *
 * <p>Multiplied spectra give {@code r[o] = Σ_s a[o − s]·b[s]} with indices modulo the size. Tile t
 * has {@code step} results (of a weight gradient: {@code step} terms of its sums), and with {@code
 * a} a window of {@code step + kernel − 1} elements that starts before them:
 *
 * <ul>
 *   <li>forward, b is w backwards, and y is found at {@code o = kernel − 1 + i};
 *   <li>for the input gradient, a is a window of y, b is w, and x is found at {@code kernel − 1 +
 *       i};
 *   <li>for the weight gradient, b is the tile of y backwards, and w is found at {@code step − 1 +
 *       d}; tiles are summed.
 * </ul>
 *
 * What wraps around falls on places that nothing is read from. If there is one tile only, zeros
 * that its window has on both sides may even share their places.
 *
 * @param kind what is computed
 * @param kernel taps of w
 * @param input elements of x
 * @param output elements of y
 * @param before zeros before x
 * @param step results per tile
 * @param size numbers of the transforms
 */
record FourierAxis(Kind kind, int kernel, int input, int output, int before, int step, int size) {

  /** The ways to cut an axis that are worth a look: for each number of tiles the next sizes. */
  static List<FourierAxis> candidates(ConvolutionSizes sizes, int axis) {
    int kernel = sizes.window().kernel().get(axis);
    int input = sizes.input().get(axis);
    int output = sizes.output().get(axis);
    int before = sizes.window().before(axis);
    int whole = sizes.kind() == Kind.INPUT_GRADIENT ? input : output;
    List<FourierAxis> found = new ArrayList<>();
    int last = 0;
    for (int tiles = 1; tiles <= whole; tiles++) {
      int step = Math.ceilDiv(whole, tiles);
      if (step != last) {
        FourierAxis axisOfStep =
            new FourierAxis(sizes.kind(), kernel, input, output, before, step, 0);
        int size = FourierSize.from(axisOfStep.leastSize());
        for (int more = 0; more < 3 && size > 0; more++) {
          found.add(new FourierAxis(sizes.kind(), kernel, input, output, before, step, size));
          size = FourierSize.from(size + 1);
        }
        last = step;
      }
    }
    return found;
  }

  private int whole() {
    return kind == Kind.INPUT_GRADIENT ? input : output;
  }

  int tiles() {
    return Math.ceilDiv(whole(), step);
  }

  /** Elements of the window that starts before the first element of {@link #windowed}. */
  private int windowStart() {
    return kind == Kind.INPUT_GRADIENT ? kernel - 1 - before : before;
  }

  private int windowed() {
    return kind == Kind.INPUT_GRADIENT ? output : input;
  }

  private int leastSize() {
    int window = step + kernel - 1;
    int shared = 0;
    if (tiles() == 1) {
      int behind = window - windowStart() - windowed();
      shared = Math.clamp(Math.min(windowStart(), behind), 0, kernel - 1);
    }
    return Math.max(Math.max(window - shared, kernel), step);
  }

  /** Which element of x is at each place of a tile, or has its sum there; −1 for none. */
  int[] x(int tile) {
    return kind == Kind.INPUT_GRADIENT ? results(tile) : window(tile);
  }

  /** Which element of y is at each place of a tile, or has its sum there; −1 for none. */
  int[] y(int tile) {
    return switch (kind) {
      case FORWARD -> results(tile);
      case INPUT_GRADIENT -> window(tile);
      case WEIGHT_GRADIENT -> {
        int[] places = nothing();
        for (int i = 0; i < step && tile * step + i < output; i++) {
          places[step - 1 - i] = tile * step + i;
        }
        yield places;
      }
    };
  }

  /** Which tap of w is at each place, or has its sum there; −1 for none. */
  int[] w() {
    int[] places = nothing();
    for (int d = 0; d < kernel; d++) {
      int place =
          switch (kind) {
            case FORWARD -> kernel - 1 - d;
            case INPUT_GRADIENT -> d;
            case WEIGHT_GRADIENT -> (step - 1 + d) % size;
          };
      places[place] = d;
    }
    return places;
  }

  private int[] window(int tile) {
    int[] places = nothing();
    for (int s = 0; s < step + kernel - 1; s++) {
      int element = tile * step - windowStart() + s;
      if (element >= 0 && element < windowed()) {
        places[s % size] = element;
      }
    }
    return places;
  }

  private int[] results(int tile) {
    int[] places = nothing();
    for (int i = 0; i < step && tile * step + i < whole(); i++) {
      places[(kernel - 1 + i) % size] = tile * step + i;
    }
    return places;
  }

  private int[] nothing() {
    int[] places = new int[size];
    Arrays.fill(places, -1);
    return places;
  }
}
