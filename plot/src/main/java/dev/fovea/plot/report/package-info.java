/** The report of a run: one HTML page with everything in it. See {@link Report}. */
@org.jspecify.annotations.NullMarked
package dev.fovea.plot.report;
