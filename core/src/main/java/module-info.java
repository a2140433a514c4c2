/** Tensors, their operations and gradients, the compiler and the CPU kernels of Fovea. */
module dev.fovea.core {
  requires jdk.incubator.vector;
  requires static org.jspecify;

  exports dev.fovea.core;
  exports dev.fovea.core.shape;
  exports dev.fovea.core.op to
      dev.fovea.nn,
      dev.fovea.formats;
  exports dev.fovea.core.file to
      dev.fovea.nn,
      dev.fovea.files,
      dev.fovea.data,
      dev.fovea.formats,
      dev.fovea.plot,
      dev.fovea.cli,
      dev.fovea.bench;

  uses dev.fovea.core.graph.BackendProvider;

  provides dev.fovea.core.graph.BackendProvider with
      dev.fovea.core.scalar.ScalarBackendProvider,
      dev.fovea.core.vector.VectorBackendProvider;
}
