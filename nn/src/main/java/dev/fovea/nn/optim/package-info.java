/** Optimizers, as graphs of new parameter values, and schedules of learning rates. */
@org.jspecify.annotations.NullMarked
package dev.fovea.nn.optim;
