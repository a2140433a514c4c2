/** Layers, losses, metrics, optimisers and training. */
@org.jspecify.annotations.NullMarked
package dev.fovea.nn;
