/** Models in and out of files. */
module dev.fovea.formats {
  requires transitive dev.fovea.files;
  requires transitive dev.fovea.nn;
  requires transitive tools.jackson.databind;
  requires com.ning.compress.lzf;
  requires io.jhdf;
  requires org.apache.commons.lang3;
  requires org.slf4j;
  requires static org.jspecify;

  exports dev.fovea.formats;
  exports dev.fovea.formats.architecture;
  exports dev.fovea.formats.keras;
  exports dev.fovea.formats.onnx;

  provides dev.fovea.nn.train.CheckpointWriter with
      dev.fovea.formats.CheckpointFile;
}
