/**
 * One operation, one record: what it computes (formula), the shape and the type of its result.
 * Operations hold options only, never data, so that equal programs are equal values. Their
 * gradients are one table, {@code dev.fovea.core.GradientTable}; their meaning to the bit is the
 * scalar backend.
 *
 * <p>For backends and for the exporters of this project; users write tensors. Uses {@code shape}.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.core.op;
