/** Data sets in files of arrays: NumPy's and PyTorch's. */
@org.jspecify.annotations.NullMarked
package dev.fovea.data.arrays;
