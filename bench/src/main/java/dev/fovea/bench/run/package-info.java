/** Starting the sides, one process after another. */
@NullMarked
package dev.fovea.bench.run;

import org.jspecify.annotations.NullMarked;
