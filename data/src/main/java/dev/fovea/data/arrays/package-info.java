/**
 * Data sets in files of arrays: NumPy's and PyTorch's.
 *
 * <p>For everyone.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.data.arrays;
