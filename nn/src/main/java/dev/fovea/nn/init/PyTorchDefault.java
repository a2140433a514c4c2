package dev.fovea.nn.init;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;

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
