/**
 * The fast CPU backend, on the Vector API. A batch lies in the lanes: a tensor {@code [N, …]} is
 * kept as blocks {@code […][L]} of as many examples as a vector has lanes, so that every operation
 * vectorizes whatever the sizes of its other axes. A program runs in turns: a wave of blocks, each
 * taken depth first through all operations while it is in cache, then the steps that concern the
 * whole batch (sums over it, optimizer updates), and so on.
 *
 * <p>Every sum has a fixed order: within a block, over the lanes by a fixed tree, over the blocks
 * by their number. Kernels use only operations that IEEE 754 defines to the bit (no library
 * exponentials, no lane reductions), since interpreted and compiled code may differ in others.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.core.vector;
