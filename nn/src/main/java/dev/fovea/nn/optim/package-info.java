/**
 * Optimizers, as graphs of new parameter values, and schedules of learning rates.
 *
 * <p>For everyone, and for those who write optimizers of their own.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.nn.optim;
