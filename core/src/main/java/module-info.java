/** Tensors, their operations and gradients, the compiler and the CPU kernels of Fovea. */
module dev.fovea.core {
  requires jdk.incubator.vector;
  requires static org.jspecify;

  exports dev.fovea.core;

  uses dev.fovea.core.BackendProvider;

  provides dev.fovea.core.BackendProvider with
      dev.fovea.core.scalar.ScalarBackendProvider,
      dev.fovea.core.vector.VectorBackendProvider;
}
