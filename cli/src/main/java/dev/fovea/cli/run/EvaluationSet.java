package dev.fovea.cli.run;

import dev.fovea.data.Dataset;

/**
 * Examples that a trained network is evaluated on.
 *
 * @param prepared the examples, with done to them what was done in training
 * @param description where they come from, for people
 * @param isTestSet whether they are a test set, and not all there are
 */
public record EvaluationSet(Dataset prepared, String description, boolean isTestSet) {}
