package dev.fovea.nn.layer;

import dev.fovea.nn.Layer;

/**
 * A layer with weights, or one that rearranges, joins or drops. Sealed, so that an exporter that
 * handles each of them does not compile when a new one is forgotten.
 */
public sealed interface BasicLayer extends Layer
    permits ChannelDropout,
        Concatenation,
        Conv1d,
        Conv2d,
        ConvTranspose1d,
        ConvTranspose2d,
        Crop,
        Dropout,
        Embedding,
        Flatten,
        Linear,
        Merge,
        Permute,
        Rescale,
        Reshape,
        Residual,
        Upsample,
        ZeroPad {}
