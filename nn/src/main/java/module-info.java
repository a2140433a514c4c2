/** Layers, losses, metrics, optimizers and training. */
module dev.fovea.nn {
  requires transitive dev.fovea.core;
  requires static org.jspecify;

  exports dev.fovea.nn;
  exports dev.fovea.nn.activation;
  exports dev.fovea.nn.init;
  exports dev.fovea.nn.layer;
  exports dev.fovea.nn.loss;
  exports dev.fovea.nn.metric;
  exports dev.fovea.nn.models;
  exports dev.fovea.nn.neighbor;
  exports dev.fovea.nn.network;
  exports dev.fovea.nn.norm;
  exports dev.fovea.nn.optim;
  exports dev.fovea.nn.pool;
  exports dev.fovea.nn.train;
  exports dev.fovea.nn.tune;

  uses dev.fovea.nn.train.CheckpointWriter;
}
