package dev.fovea.nn.pool;

import dev.fovea.nn.Layer;

/**
 * A pooling layer. Sealed, so that an exporter that handles each of them does not compile when a
 * new one is forgotten.
 */
public sealed interface PoolLayer extends Layer
    permits AdaptiveAvgPool1d,
        AdaptiveAvgPool2d,
        AvgPool1d,
        AvgPool2d,
        GlobalAvgPool1d,
        GlobalAvgPool2d,
        GlobalMaxPool1d,
        GlobalMaxPool2d,
        MaxPool1d,
        MaxPool2d {}
