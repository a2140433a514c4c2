/**
 * Register tiles: the innermost loops of products and convolutions, a block of accumulators that
 * stays in registers over one flat loop. For the products and convolutions beside this package,
 * which choose a tile and say where its operands lie.
 *
 * <p>Loop order: steps of the inner axis outside; inside, unrolled, the vectors are loaded, then
 * one factor after the other is loaded and multiplied with each of them. One fused multiply-add per
 * accumulator and step, in that order, so which tile computes an element makes no difference to its
 * bits.
 *
 * <p>Rule: no call that C2 may not inline, no loop within the loop, no more live vectors than
 * registers. {@code ProductTiles} and {@code ConvolutionTiles} are generated ({@code
 * src/generator}); a new shape is a new description there. Uses {@code simd} and {@code run}.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.core.vector.tile;
