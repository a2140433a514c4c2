package dev.fovea.bench.network;

/** How weights follow their gradients. */
public sealed interface Rule {
  /** Adam with PyTorch's settings. */
  record Adam(double learningRate) implements Rule {}

  /** Gradient descent; a momentum of 0 is plain. */
  record Sgd(double learningRate, double momentum) implements Rule {}
}
