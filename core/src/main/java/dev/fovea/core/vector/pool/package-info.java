/**
 * Maximum and average pooling and their gradients. Loop order: output positions outside, taps of
 * the window inside, in order of their index.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.core.vector.pool;
