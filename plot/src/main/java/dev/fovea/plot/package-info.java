/** Charts, image grids and the report of a run. */
@org.jspecify.annotations.NullMarked
package dev.fovea.plot;
