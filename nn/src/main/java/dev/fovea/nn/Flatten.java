package dev.fovea.nn;

import dev.fovea.core.Tensor;

/** All axes but the first joined into one: {@code [N, …]} to {@code [N, features]}. */
public record Flatten() implements Layer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.flatten(1);
  }
}
