/**
 * Matrix products: panels packed for the tiles, blocks that fit the caches, small products that
 * need no packing, and the element-wise chain that runs on each block while it is warm.
 *
 * <p>Loop order: panels of the right factor outside, blocks of rows inside. Uses {@code tile},
 * {@code loop}, {@code run}, {@code simd}.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.core.vector.matmul;
