/** Fovea's side of the comparison, through its public interface alone. */
@NullMarked
package dev.fovea.bench.fovea;

import org.jspecify.annotations.NullMarked;
