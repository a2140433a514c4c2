package dev.fovea.bench.network;

/**
 * Floating-point operations of convolutions and linear layers, a multiplication and an addition
 * counting as two. Everything else is omitted: it is bound by memory, not by arithmetic.
 *
 * @param forward of the output
 * @param inputGradient of the gradients of inputs; none for the first layer with weights
 * @param weightGradient of the gradients of weights
 */
public record Work(long forward, long inputGradient, long weightGradient) {
  /** The work of one batch. */
  public static Work of(Network network, int batch) {
    long forward = 0;
    long first = 0;
    for (Network.Placed at : network.placed()) {
      long one = ofLayer(at, batch);
      if (forward == 0) {
        first = one;
      }
      forward += one;
    }
    return new Work(forward, forward - first, forward);
  }

  /** A whole training step. */
  public long step() {
    return forward + inputGradient + weightGradient;
  }

  /** Operations of one step of the network: as many for each gradient as for the output. */
  public static long ofLayer(Network.Placed at, int batch) {
    return forward(at) * batch;
  }

  /** For one example. */
  private static long forward(Network.Placed at) {
    return switch (at.step()) {
      case Step.Convolution convolution ->
          2 * product(at.output()) * at.input().getFirst() * product(convolution.kernel());
      case Step.Linear linear -> 2L * linear.outputs() * at.input().getFirst();
      default -> 0;
    };
  }

  private static long product(Iterable<Integer> sizes) {
    long product = 1;
    for (int size : sizes) {
      product *= size;
    }
    return product;
  }
}
