/**
 * NumPy files: {@code .npy} and {@code .npz}, in and out.
 *
 * <p>For everyone.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.files.numpy;
