/**
 * Convolutions straight from padded planes, positions of a row in the lanes. Best for few channels
 * and few examples.
 *
 * <p>Loop order: blocks of output channels and rows outside, taps inside.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.core.vector.conv.direct;
