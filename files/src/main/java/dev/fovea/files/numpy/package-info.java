/** Files of NumPy. */
@org.jspecify.annotations.NullMarked
package dev.fovea.files.numpy;
