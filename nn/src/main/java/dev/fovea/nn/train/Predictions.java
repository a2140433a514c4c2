package dev.fovea.nn.train;

import dev.fovea.core.Tensor;

/**
 * What a model gives for all examples of a data set, beside what it should give.
 *
 * @param outputs the outputs, {@code [N, …]}
 * @param targets the targets, {@code [N, …]}, in the same order
 */
public record Predictions(Tensor outputs, Tensor targets) {}
