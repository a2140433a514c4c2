/** Layers, losses, metrics, optimizers and training. */
@org.jspecify.annotations.NullMarked
package dev.fovea.nn;
