package dev.fovea.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code y = a + b}. */
public record Add() implements Binary {
  @Override
  public String name() {
    return "add";
  }

  @Override
  public List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut) {
    return List.of(gradOut, gradOut);
  }
}
