package dev.fovea.core.op;

/** Element-wise operations of one input. */
public sealed interface Unary extends Elementwise
    permits Negate,
        Exp,
        Log,
        Sqrt,
        Abs,
        Sign,
        Power,
        Relu,
        Sigmoid,
        Tanh,
        Softplus,
        Erf,
        Not,
        Cast,
        StopGradient {}
