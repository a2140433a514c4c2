package dev.fovea.bench.fovea;

import dev.fovea.core.Tensor;
import dev.fovea.nn.Layer;
import dev.fovea.nn.Pass;
import dev.fovea.nn.layer.Conv2d;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.norm.BatchNorm2d;
import java.util.Optional;

/** ResNet's basic block, written as a user of Fovea writes a layer of their own. */
record BasicBlock(
    Conv2d conv1, BatchNorm2d bn1, Conv2d conv2, BatchNorm2d bn2, Optional<Sequential> downsample)
    implements Layer {
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Tensor y = pass.call("bn1", bn1, pass.call("conv1", conv1, x)).relu();
    Tensor z = pass.call("bn2", bn2, pass.call("conv2", conv2, y));
    Tensor around = downsample.map(way -> pass.call("downsample", way, x)).orElse(x);
    return z.plus(around).relu();
  }
}
