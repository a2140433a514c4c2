/**
 * Losses: how far predictions are from targets, as a graph that can be differentiated.
 *
 * <p>For everyone, and for those who write losses of their own.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.nn.loss;
