package dev.fovea.nn.models;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.nn.Layer;
import dev.fovea.nn.LayerConfig;
import dev.fovea.nn.Pass;
import dev.fovea.nn.init.Initializer;
import dev.fovea.nn.layer.Conv2d;
import dev.fovea.nn.layer.ConvolutionConfig;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.norm.BatchNorm2d;
import dev.fovea.nn.norm.BatchNormOptions;
import dev.fovea.nn.param.NewParams;
import java.util.Optional;

/**
 * Two 3×3 convolutions beside a shortcut, as residual networks of up to 34 layers are made of (He
 * et al. 2016, figure 5 left): {@code y = relu(bn2(conv2(relu(bn1(conv1(x))))) + downsample(x))}.
 * Its names are torchvision's.
 *
 * <p>Shapes: {@code x [N, C_in, H, W]} to {@code y [N, C_out, ⌈H/stride⌉, ⌈W/stride⌉]}.
 *
 * @param conv1 the first convolution, which may have a stride
 * @param bn1 after the first convolution
 * @param conv2 the second convolution
 * @param bn2 after the second convolution
 * @param downsample what the input passes on its way round; nothing if empty
 * @see <a href="https://arxiv.org/abs/1512.03385">He, Zhang, Ren and Sun 2016</a>
 */
public record BasicBlock(Layer conv1, Layer bn1, Layer conv2, Layer bn2, Optional<Layer> downsample)
    implements ModelBlock {
  /** A block with a projection where its sizes change, its input channels still open. */
  public static Config config(int channels, int stride) {
    return new Config(channels, stride, Shortcut.PROJECTION);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Tensor y = pass.call("conv1", conv1, x);
    y = pass.call("bn1", bn1, y).relu();
    y = pass.call("conv2", conv2, y);
    y = pass.call("bn2", bn2, y);
    Tensor past = downsample.map(layer -> pass.call("downsample", layer, x)).orElse(x);
    return y.plus(past).relu();
  }

  /** How the input gets the sizes of the output where they differ. */
  public enum Shortcut {
    /** A 1×1 convolution and batch normalization: options B and C of the paper. */
    PROJECTION,
    /** Every {@code stride}th pixel, and channels of zeros: option A. */
    PADDING
  }

  /**
   * A block whose number of input channels is not known yet.
   *
   * @param channels output channels
   * @param stride of the first convolution
   * @param shortcut how the input gets the sizes of the output
   */
  public record Config(int channels, int stride, Shortcut shortcut) implements LayerConfig {
    /** With another way round. */
    public Config shortcut(Shortcut other) {
      return new Config(channels, stride, other);
    }

    @Override
    public String kind() {
      return "basicblock";
    }

    @Override
    public BasicBlock build(Shape input, Seed seed) {
      NewParams.checkInput(kind(), input, 2);
      Shape inner = input.with(0, channels);
      boolean isOther = stride != 1 || input.dim(0) != channels;
      return new BasicBlock(
          convolution(3, stride).padding(1).build(input, seed.split("conv1")),
          BatchNorm2d.of(channels, BatchNormOptions.DEFAULT),
          convolution(3, 1).padding(1).build(inner, seed.split("conv2")),
          BatchNorm2d.of(channels, BatchNormOptions.DEFAULT),
          isOther ? Optional.of(wayRound(input, seed.split("downsample"))) : Optional.empty());
    }

    private ConvolutionConfig convolution(int kernel, int by) {
      return Conv2d.config(channels, kernel)
          .stride(by)
          .bias(false)
          .weights(Initializer.kaimingNormal(0));
    }

    private Layer wayRound(Shape input, Seed seed) {
      return switch (shortcut) {
        case PROJECTION ->
            Sequential.of(
                convolution(1, stride).build(input, seed.split("0")),
                BatchNorm2d.of(channels, BatchNormOptions.DEFAULT));
        case PADDING -> PaddedShortcut.between(input.dim(0), channels, stride);
      };
    }
  }
}
