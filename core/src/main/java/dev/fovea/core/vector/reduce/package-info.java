/**
 * Sums, maxima and what is made of them (softmax, arg max) over axes. Every sum has a fixed order:
 * within a block of a fixed size, then over the blocks by their number.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.core.vector.reduce;
