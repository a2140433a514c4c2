/** Tensors, their operations and gradients, the compiler and the CPU kernels of Fovea. */
module dev.fovea.core {
  requires jdk.incubator.vector;
  requires static org.jspecify;

  exports dev.fovea.core;
}
