/** Losses: how far predictions are from targets, as a graph that can be differentiated. */
@org.jspecify.annotations.NullMarked
package dev.fovea.nn.loss;
