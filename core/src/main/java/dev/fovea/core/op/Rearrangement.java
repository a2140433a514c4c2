package dev.fovea.core.op;

/** Operations that only move, repeat, drop or join elements. */
public sealed interface Rearrangement extends Op
    permits Reshape, Transpose, Broadcast, Slice, Pad, Flip, Concatenate {}
