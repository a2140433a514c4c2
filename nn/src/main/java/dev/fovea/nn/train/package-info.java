/** The training loop: batches in, a trained model and its history out. */
@org.jspecify.annotations.NullMarked
package dev.fovea.nn.train;
