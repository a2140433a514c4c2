/** One engine's part in a comparison: a process that is given a job and answers with figures. */
@NullMarked
package dev.fovea.bench.side;

import org.jspecify.annotations.NullMarked;
