/**
 * Pooling layers: maximum and average, of a window, to a size, and global.
 *
 * <p>For everyone.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.nn.pool;
