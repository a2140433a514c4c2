/**
 * Normalization layers: batch, layer, group and instance.
 *
 * <p>For everyone.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.nn.norm;
