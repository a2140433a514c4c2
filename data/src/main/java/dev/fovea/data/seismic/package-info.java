/** Reader of seismograms, and what is done to them. */
@org.jspecify.annotations.NullMarked
package dev.fovea.data.seismic;
