/** The {@code bench/run} command. */
@NullMarked
package dev.fovea.bench;

import org.jspecify.annotations.NullMarked;
