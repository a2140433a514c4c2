package dev.fovea.nn.activation;

import dev.fovea.nn.Layer;

/**
 * An activation: an element-wise function, PReLU with learned slopes, or a softmax along an axis.
 * Sealed, so that an exporter that handles each of them does not compile when a new one is
 * forgotten.
 */
public sealed interface ActivationLayer extends Layer
    permits Elu,
        Gelu,
        HardSigmoid,
        HardSwish,
        HardTanh,
        LeakyRelu,
        LogSoftmax,
        PRelu,
        Relu,
        Sigmoid,
        Silu,
        Softmax,
        Softplus,
        Tanh,
        ThresholdedRelu {}
