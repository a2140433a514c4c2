/**
 * A program as it runs: stages of steps, the memory they share, the workers that divide them, and
 * the JIT warm-up of rarely called kernels. A stage ends where all workers meet.
 *
 * <p>Uses {@code simd}.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.core.vector.run;
