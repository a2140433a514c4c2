/** The networks of the comparison, described once for every engine. */
@NullMarked
package dev.fovea.bench.network;

import org.jspecify.annotations.NullMarked;
