package dev.fovea.formats;

import dev.fovea.nn.network.Model;

/**
 * A model from a file, ready to predict.
 *
 * @param model the model
 * @param card what one must know of it
 */
public record SavedModel(Model model, ModelCard card) {}
