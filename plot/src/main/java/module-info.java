/** Charts, image grids and the report of a run. */
module dev.fovea.plot {
  requires transitive dev.fovea.nn;
  requires java.desktop;
  requires static org.jspecify;

  exports dev.fovea.plot;
  exports dev.fovea.plot.report;
}
