/**
 * Reader of seismograms, and their normalization.
 *
 * <p>For everyone.
 */
@org.jspecify.annotations.NullMarked
package dev.fovea.data.seismic;
