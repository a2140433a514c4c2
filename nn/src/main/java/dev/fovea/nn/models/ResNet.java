package dev.fovea.nn.models;

import dev.fovea.core.Seed;
import dev.fovea.nn.LayerConfig;
import dev.fovea.nn.init.Initializer;
import dev.fovea.nn.layer.Conv2d;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.network.SequentialConfig;
import dev.fovea.nn.norm.BatchNorm2d;
import dev.fovea.nn.pool.MaxPool2d;

/**
 * Residual networks for large images (He et al. 2016, table 1), with torchvision's parameter names:
 * {@code conv1.weight}, {@code layer1.0.bn1.running_mean}, {@code layer2.0.downsample.0.weight},
 * {@code fc.bias}.
 *
 * <p>Shapes: {@code x [N, 3, H, W]}, 224 by 224 as a rule, to logits {@code [N, classes]}.
 * Convolutions start normal with variance 2/fanIn.
 *
 * @see <a href="https://arxiv.org/abs/1512.03385">He, Zhang, Ren and Sun 2016</a>
 */
public final class ResNet {
  private static final int IMAGE = 224;

  private ResNet() {}

  /** 18 layers with weights: 11.7 million parameters for 1000 classes. */
  public static Sequential resnet18(int classes, Seed seed) {
    return of(classes, IMAGE, seed, 2, 2, 2, 2);
  }

  /** 34 layers with weights: 21.8 million parameters for 1000 classes. */
  public static Sequential resnet34(int classes, Seed seed) {
    return of(classes, IMAGE, seed, 3, 4, 6, 3);
  }

  /**
   * A network of basic blocks for images of any size.
   *
   * @param side height and width of an image, at least 32 to leave something to the last stage
   * @param blocks how many blocks each stage has; each stage has twice the channels of the one
   *     before, 64 at first
   */
  public static Sequential of(int classes, int side, Seed seed, int... blocks) {
    SequentialConfig network =
        Sequential.input(3, side, side)
            .add(
                "conv1",
                Conv2d.config(64, 7)
                    .stride(2)
                    .padding(3)
                    .bias(false)
                    .weights(Initializer.kaimingNormal(0)))
            .add("bn1", BatchNorm2d.config())
            .relu()
            .named("relu")
            .add("maxpool", MaxPool2d.of(3).stride(2).padding(1));
    for (int stage = 0; stage < blocks.length; stage++) {
      LayerConfig config =
          Stage.of(BasicBlock.config(64 << stage, stage == 0 ? 1 : 2), blocks[stage]);
      network = network.add("layer" + (stage + 1), config);
    }
    return network.globalAvgPool2d().named("avgpool").linear(classes).named("fc").build(seed);
  }
}
