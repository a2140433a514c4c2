/**
 * Copies that compute nothing: transposes, slices, padding, gathers, one-hot rows, dropout masks,
 * and the way of values into blocks of examples and back.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.core.vector.move;
