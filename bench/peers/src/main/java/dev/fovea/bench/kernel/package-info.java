/** Fovea's kernels one by one, timed by JMH. */
@NullMarked
package dev.fovea.bench.kernel;

import org.jspecify.annotations.NullMarked;
