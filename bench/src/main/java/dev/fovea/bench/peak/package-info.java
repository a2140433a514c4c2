/** What this machine's cores can do at most. */
@NullMarked
package dev.fovea.bench.peak;

import org.jspecify.annotations.NullMarked;
