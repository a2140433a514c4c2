package dev.fovea.core.op;

/** {@code y = a + b}. */
public record Add() implements Binary {
  @Override
  public String name() {
    return "add";
  }
}
