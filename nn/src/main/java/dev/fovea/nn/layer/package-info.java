/**
 * Layers with weights (convolution, linear, embedding) and layers that rearrange, join or drop.
 *
 * <p>For everyone.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.nn.layer;
