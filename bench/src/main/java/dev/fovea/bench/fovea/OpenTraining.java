package dev.fovea.bench.fovea;

import dev.fovea.bench.network.Workload;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.nn.Pass;

/** A step of an open, hand-written loop: recorded anew each time. */
final class OpenTraining extends FoveaTraining {
  OpenTraining(Workload workload, int examples) {
    super(workload, examples, true);
  }

  @Override
  double step(Tensor x, Tensor y) {
    Pass pass = Pass.training(Seed.of(1), optimizer.steps());
    Tensor mean = loss.mean(model.forward(x, pass), y);
    optimizer.step(mean, pass);
    return mean.item();
  }
}
