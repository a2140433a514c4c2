/** The engines Fovea is compared with. */
@NullMarked
package dev.fovea.bench.rival;

import org.jspecify.annotations.NullMarked;
