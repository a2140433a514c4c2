/**
 * Convolutions: their sizes, how weights are packed, and which algorithm runs where. The algorithms
 * are the packages below: {@code blocked}, {@code direct}, {@code winograd}, {@code fourier},
 * {@code columns}.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.core.vector.conv;
