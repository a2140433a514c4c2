package dev.fovea.nn;

import dev.fovea.core.Seed;
import dev.fovea.core.Shape;
import dev.fovea.core.Tensor;

/** What PyTorch gives to its layers: weights and biases uniform in {@code ±1/√fanIn}. */
record PyTorchDefault() implements Initializer {
  @Override
  public Tensor values(Shape shape, Fan fan, Seed seed) {
    double bound = 1 / Math.sqrt(fan.in());
    return Initializer.uniform(-bound, bound).values(shape, fan, seed);
  }

  @Override
  public Initializer bias() {
    return this;
  }
}
