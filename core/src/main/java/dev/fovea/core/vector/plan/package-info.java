/**
 * From a graph to a program: which values lie in blocks of examples and which row by row, what runs
 * together, in which order, and where each value lies. Nothing here computes.
 *
 * <p>Uses every other package of the backend; none of them uses it.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.core.vector.plan;
