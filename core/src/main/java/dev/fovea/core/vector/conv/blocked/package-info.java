/**
 * Convolutions of blocks of examples: an example per lane, a weight is a broadcast, a weight
 * gradient a sum over lanes at the end. Best for few channels and many examples.
 *
 * <p>Loop order: output positions and channels in register tiles outside, one flat loop over a
 * table of taps inside.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.core.vector.conv.blocked;
