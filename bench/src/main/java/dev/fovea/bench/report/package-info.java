/** What was measured, for people and for programs. */
@NullMarked
package dev.fovea.bench.report;

import org.jspecify.annotations.NullMarked;
