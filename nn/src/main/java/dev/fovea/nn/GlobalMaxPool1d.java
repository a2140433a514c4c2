package dev.fovea.nn;

import dev.fovea.core.Tensor;

/** The largest element of each channel over all positions: {@code [N, C, L]} to {@code [N, C]}. */
public record GlobalMaxPool1d() implements Layer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.max(2);
  }
}
