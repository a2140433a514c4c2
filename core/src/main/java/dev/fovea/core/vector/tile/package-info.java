/**
 * Register tiles: the innermost loops of products and convolutions, a block of accumulators that
 * stays in registers over one flat loop.
 *
 * <p>Loop order: steps of the inner axis outside, accumulators unrolled inside; one fused
 * multiply-add per accumulator and step, in that order. Uses {@code simd}.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.core.vector.tile;
