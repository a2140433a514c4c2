/**
 * The report of a run: one self-contained HTML page. See {@link Report}.
 *
 * <p>For everyone.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.plot.report;
