/**
 * 3×3 convolutions by minimal filtering, F(4×4, 3×3) (Lavin and Gray 2016): images and weights are
 * transformed, multiplied element by element over the channels as matrix products, and transformed
 * back.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.core.vector.conv.winograd;
