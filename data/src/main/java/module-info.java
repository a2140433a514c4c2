/** Data sets, readers, loaders, splits and transforms. */
module dev.fovea.data {
  requires transitive dev.fovea.nn;
  requires static org.jspecify;

  exports dev.fovea.data;
  exports dev.fovea.data.idx;
  exports dev.fovea.data.madeup;
  exports dev.fovea.data.signal;
}
