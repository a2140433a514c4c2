package dev.fovea.core.vector.conv.fourier;

/**
 * One pass of a Fourier transform: butterflies of {@code radix} numbers.
 *
 * @param radix numbers a butterfly
 * @param places bytes to each number from the start of the input, then to each result from the
 *     start of the output; butterfly by butterfly
 * @param turns twiddle factors of all results but each butterfly's first, as cosine, sine, −sine;
 *     empty if all are 1
 */
@SuppressWarnings("ArrayRecordComponent") // tables that kernels read; no two are compared
record FourierPass(int radix, int[] places, float[] turns) {}
