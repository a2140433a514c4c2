/**
 * Convolutions as matrix products: the taps of a window become rows of a matrix ({@code im2col}),
 * cut into panels that fit the cache; gradients add columns up again.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.core.vector.conv.columns;
