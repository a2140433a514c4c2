/**
 * Convolutions with large windows by the discrete Fourier transform: rows and columns are
 * transformed by mixed-radix butterflies, spectra multiplied over the channels, and transformed
 * back.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.core.vector.conv.fourier;
