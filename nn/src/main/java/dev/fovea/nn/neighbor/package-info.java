/**
 * The nearest-neighbor classifier: the yardstick a network must beat. It stands beside the layers
 * because it takes the same {@link dev.fovea.nn.train.Batches} and gives the same {@link
 * dev.fovea.nn.train.Predictions} as a trained network, so that the same metrics judge both. It
 * needs nothing but tensors.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.nn.neighbor;
