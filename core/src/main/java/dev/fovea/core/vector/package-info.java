/**
 * The fast CPU backend, on the Vector API. {@link dev.fovea.core.vector.plan} compiles a graph,
 * {@link dev.fovea.core.vector.run} runs the result; the other packages hold the kernels.
 *
 * <p>A program keeps a batch in one of two layouts, whichever costs less:
 *
 * <ul>
 *   <li><b>Blocked:</b> a tensor {@code [N, …]} lies as blocks {@code […][L]} of as many examples
 *       as a vector has lanes, one example per lane. Every operation then vectorizes whatever the
 *       sizes of its other axes. A stage takes each block depth first through all operations while
 *       it is in cache; then come the steps that concern the whole batch (sums over it, optimizer
 *       updates), and so on. Best for many examples, few channels, small images.
 *   <li><b>Row-major:</b> tensors lie as users see them, and whole batches go from operation to
 *       operation. Positions, channels or columns are in the lanes. Best for few examples, many
 *       channels, products of matrices.
 * </ul>
 *
 * <p>Every sum has a fixed order: within a block, over the lanes by a fixed tree, over the blocks
 * by their number. Kernels use only operations that IEEE 754 defines to the bit (no library
 * exponentials, no lane reductions), since interpreted and compiled code may differ in others.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.core.vector;
