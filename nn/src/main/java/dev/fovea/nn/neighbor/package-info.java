/**
 * The nearest-neighbor classifier: the yardstick a network must beat. It takes the same batches and
 * returns the same predictions as a trainer.
 *
 * <p>For everyone.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.nn.neighbor;
