package dev.fovea.nn.layer;

import dev.fovea.core.Param;
import dev.fovea.core.Seed;
import dev.fovea.core.shape.Padding;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Window;
import dev.fovea.nn.Layer;
import dev.fovea.nn.LayerConfig;
import dev.fovea.nn.init.Initializer;
import dev.fovea.nn.param.NewParams;
import java.util.Optional;

/**
 * A convolution whose number of input channels is not known yet; {@link Conv1d#config} and {@link
 * Conv2d#config} begin one. By default stride 1, no padding, no dilation, one group, a bias, and
 * PyTorch's first weights.
 *
 * @param channels output channels
 * @param window the geometry, of rank 1 for signals and 2 for images
 * @param groups into how many independent parts the channels fall
 * @param hasBias whether one number per channel is added
 * @param weights how the weight starts
 */
public record ConvolutionConfig(
    int channels, Window window, int groups, boolean hasBias, Initializer weights)
    implements LayerConfig {

  static ConvolutionConfig of(int channels, Window window) {
    return new ConvolutionConfig(channels, window, 1, true, Initializer.pytorchDefault());
  }

  /** With another stride: one number for all axes, or one per axis. */
  public ConvolutionConfig stride(int... perAxis) {
    return window(window.stride(perAxis));
  }

  /** With this many zeros on both sides: one number for all axes, or one per axis. */
  public ConvolutionConfig padding(int... perAxis) {
    return window(window.padding(perAxis));
  }

  /** With another padding, such as {@link Padding#same()}. */
  public ConvolutionConfig padding(Padding padding) {
    return window(window.padding(padding));
  }

  /** With another dilation: one number for all axes, or one per axis. */
  public ConvolutionConfig dilation(int... perAxis) {
    return window(window.dilation(perAxis));
  }

  /** With channels in groups. */
  public ConvolutionConfig groups(int number) {
    return new ConvolutionConfig(channels, window, number, hasBias, weights);
  }

  /** With or without a bias. */
  public ConvolutionConfig bias(boolean wanted) {
    return new ConvolutionConfig(channels, window, groups, wanted, weights);
  }

  /** With another start of the weight; the bias then starts as goes with it, mostly 0. */
  public ConvolutionConfig weights(Initializer initializer) {
    return new ConvolutionConfig(channels, window, groups, hasBias, initializer);
  }

  private ConvolutionConfig window(Window changed) {
    return new ConvolutionConfig(channels, changed, groups, hasBias, weights);
  }

  @Override
  public String kind() {
    return "conv";
  }

  @Override
  public Layer build(Shape input, Seed seed) {
    String name = "conv" + window.rank() + "d";
    NewParams.checkInput(name, input, window.rank());
    NewParams.checkGroups(name, input.dim(0), channels, groups);
    Shape shape = NewParams.shape(channels, input.dim(0) / groups, window);
    Initializer.Fan fan = Initializer.Fan.of(shape);
    Param weight = NewParams.weight(weights, shape, fan, seed);
    Optional<Param> bias = NewParams.bias(hasBias, weights, channels, fan, seed);
    return window.rank() == 1
        ? new Conv1d(weight, bias, window, groups)
        : new Conv2d(weight, bias, window, groups);
  }
}
