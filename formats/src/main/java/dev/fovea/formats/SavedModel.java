package dev.fovea.formats;

import dev.fovea.nn.Sequential;

/**
 * A model from a file, ready to predict.
 *
 * @param model the model
 * @param card what one must know of it
 */
public record SavedModel(Sequential model, ModelCard card) {}
