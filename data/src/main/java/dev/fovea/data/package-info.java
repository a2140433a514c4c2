/**
 * Data sets, loaders, splits and transforms: examples in memory or in files, as batches in the
 * order of a seed.
 *
 * <p>For everyone.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.data;
