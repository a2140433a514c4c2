/**
 * Lazy tensors, parameters, gradients, and compiled programs: what a user of the engine writes. A
 * {@link dev.fovea.core.Tensor} records operations; {@link dev.fovea.core.Gradients} adds more of
 * them; an {@link dev.fovea.core.Engine} compiles the graph below the tensors that are asked for
 * and runs it.
 *
 * <p>For everyone. Uses {@code shape}, {@code op} and {@code graph}; nothing below knows a tensor.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.core;
