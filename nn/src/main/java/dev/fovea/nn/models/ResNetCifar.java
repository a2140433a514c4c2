package dev.fovea.nn.models;

import dev.fovea.core.Seed;
import dev.fovea.nn.LayerConfig;
import dev.fovea.nn.init.Initializer;
import dev.fovea.nn.layer.Conv2d;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.network.SequentialConfig;
import dev.fovea.nn.norm.BatchNorm2d;

/**
 * Residual networks for images of 32 by 32 pixels (He et al. 2016, section 4.2): three stages of
 * 16, 32 and 64 channels, with shortcuts that have no parameters (option A). Parameter names are
 * those of akamaster/pytorch_resnet_cifar10, whose files put {@code module.} in front: {@code
 * conv1.weight}, {@code layer1.0.bn1.running_mean}, {@code linear.bias}.
 *
 * <p>Shapes: {@code x [N, 3, 32, 32]} to logits {@code [N, classes]}. Convolutions and the last
 * layer start normal with variance 2/fanIn.
 *
 * @see <a href="https://arxiv.org/abs/1512.03385">He, Zhang, Ren and Sun 2016</a>
 */
public final class ResNetCifar {
  private static final int SIDE = 32;
  private static final int FIRST_CHANNELS = 16;
  private static final int STAGES = 3;
  private static final int LAYERS_OUTSIDE_BLOCKS = 2;

  private ResNetCifar() {}

  /**
   * A network of this many layers with weights.
   *
   * @param depth 6n + 2: 20, 32, 44, 56 or 110 in the paper
   * @throws IllegalArgumentException if no such network has this depth
   */
  public static Sequential of(int depth, int classes, Seed seed) {
    int layersPerRound = 2 * STAGES;
    int blocks = (depth - LAYERS_OUTSIDE_BLOCKS) / layersPerRound;
    if (blocks < 1 || depth != blocks * layersPerRound + LAYERS_OUTSIDE_BLOCKS) {
      throw new IllegalArgumentException(
          "ResNetCifar: expected a depth of 6n + 2, such as 20, but was " + depth);
    }
    SequentialConfig network =
        Sequential.input(3, SIDE, SIDE)
            .add(
                "conv1",
                Conv2d.config(FIRST_CHANNELS, 3)
                    .padding(1)
                    .bias(false)
                    .weights(Initializer.kaimingNormal(0)))
            .add("bn1", BatchNorm2d.config())
            .relu()
            .named("relu");
    for (int stage = 0; stage < STAGES; stage++) {
      BasicBlock.Config first =
          BasicBlock.config(FIRST_CHANNELS << stage, stage == 0 ? 1 : 2)
              .shortcut(BasicBlock.Shortcut.PADDING);
      LayerConfig config = Stage.of(first, blocks);
      network = network.add("layer" + (stage + 1), config);
    }
    return network
        .globalAvgPool2d()
        .named("avgpool")
        .linear(classes, last -> last.weights(Initializer.kaimingNormal(0)))
        .named("linear")
        .build(seed);
  }
}
