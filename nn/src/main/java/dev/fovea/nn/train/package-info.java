/**
 * The training loop: batches in, a trained model and its history out.
 *
 * <p>For everyone, and for those who write callbacks of their own.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.nn.train;
