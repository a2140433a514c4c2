/** Tensors in containers that others read and write too: safetensors, PyTorch, NumPy. */
module dev.fovea.files {
  requires transitive dev.fovea.core;
  requires transitive tools.jackson.databind;
  requires static org.jspecify;

  exports dev.fovea.files;
  exports dev.fovea.files.numpy;
  exports dev.fovea.files.python;
  exports dev.fovea.files.pytorch;
  exports dev.fovea.files.safetensors;
  exports dev.fovea.files.bytes to
      dev.fovea.data,
      dev.fovea.formats;
  exports dev.fovea.files.json to
      dev.fovea.formats;
  exports dev.fovea.files.zip to
      dev.fovea.formats;
}
