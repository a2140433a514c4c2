package dev.fovea.nn.models;

import dev.fovea.nn.Layer;

/**
 * A block of a network of the literature. Sealed, so that an exporter that handles each of them
 * does not compile when a new one is forgotten.
 */
public sealed interface ModelBlock extends Layer permits BasicBlock, PaddedShortcut {}
