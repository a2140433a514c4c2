/** Data sets, readers, loaders, splits and transforms. */
module dev.fovea.data {
  requires transitive dev.fovea.nn;
  requires dev.fovea.files;
  requires de.siegmar.fastcsv;
  requires io.jhdf;
  requires java.desktop;
  requires java.net.http;
  requires static org.jspecify;

  // Automatic modules name nothing they need. What is not named here stands on the class path where
  // a build tool sorts the jars by descriptors, out of reach of the readers of pictures, and every
  // use of ImageIO in the process fails.
  requires com.ning.compress.lzf;
  requires com.twelvemonkeys.common.image;
  requires com.twelvemonkeys.common.io;
  requires com.twelvemonkeys.common.lang;
  requires com.twelvemonkeys.imageio.core;
  requires com.twelvemonkeys.imageio.jpeg;
  requires com.twelvemonkeys.imageio.metadata;
  requires com.twelvemonkeys.imageio.webp;
  requires org.apache.commons.lang3;
  requires org.slf4j;

  exports dev.fovea.data;
  exports dev.fovea.data.arrays;
  exports dev.fovea.data.augment;
  exports dev.fovea.data.cifar;
  exports dev.fovea.data.csv;
  exports dev.fovea.data.hdf5;
  exports dev.fovea.data.idx;
  exports dev.fovea.data.image;
  exports dev.fovea.data.known;
  exports dev.fovea.data.synthetic;
  exports dev.fovea.data.seismic;
  exports dev.fovea.data.signal;
  exports dev.fovea.data.ts;
}
