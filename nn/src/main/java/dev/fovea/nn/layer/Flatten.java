package dev.fovea.nn.layer;

import dev.fovea.core.Tensor;
import dev.fovea.nn.Pass;

/** All axes but the first joined into one: {@code [N, …]} to {@code [N, features]}. */
public record Flatten() implements BasicLayer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.flatten(1);
  }
}
