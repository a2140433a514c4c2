package dev.fovea.nn.norm;

import dev.fovea.nn.Layer;

/**
 * A normalization. Sealed, so that an exporter that handles each of them does not compile when a
 * new one is forgotten.
 */
public sealed interface NormLayer extends Layer
    permits BatchNorm1d, BatchNorm2d, GroupNorm, InstanceNorm, LayerNorm {}
