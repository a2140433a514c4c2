/** Tensors: lazy, immutable, with every operation and its gradient. */
@org.jspecify.annotations.NullMarked
package dev.fovea.core;
