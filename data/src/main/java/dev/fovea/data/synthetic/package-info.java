/**
 * Synthetic data sets, drawn by this library: they need no download, and the same seed draws the
 * same examples in every version.
 *
 * <p>For everyone.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.data.synthetic;
