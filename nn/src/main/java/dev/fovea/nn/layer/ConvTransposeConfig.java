package dev.fovea.nn.layer;

import dev.fovea.core.Param;
import dev.fovea.core.Seed;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Window;
import dev.fovea.nn.Layer;
import dev.fovea.nn.LayerConfig;
import dev.fovea.nn.init.Initializer;
import dev.fovea.nn.param.NewParams;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A transposed convolution whose number of input channels is not known yet; {@link
 * ConvTranspose1d#config} and {@link ConvTranspose2d#config} begin one.
 *
 * @param channels output channels
 * @param window the geometry of the convolution it transposes
 * @param outputPadding extra positions after each axis of the output
 * @param groups into how many independent parts the channels fall
 * @param hasBias whether one number per channel is added
 * @param weights how the weight starts
 */
public record ConvTransposeConfig(
    int channels,
    Window window,
    List<Integer> outputPadding,
    int groups,
    boolean hasBias,
    Initializer weights)
    implements LayerConfig {
  public ConvTransposeConfig {
    outputPadding = List.copyOf(outputPadding);
  }

  static ConvTransposeConfig of(int channels, Window window) {
    return new ConvTransposeConfig(
        channels,
        window,
        Collections.nCopies(window.rank(), 0),
        1,
        true,
        Initializer.pytorchDefault());
  }

  /** With another stride: one number for all axes, or one per axis. */
  public ConvTransposeConfig stride(int... perAxis) {
    return window(window.stride(perAxis));
  }

  /** With so much taken off both sides: one number for all axes, or one per axis. */
  public ConvTransposeConfig padding(int... perAxis) {
    return window(window.padding(perAxis));
  }

  /** With another dilation: one number for all axes, or one per axis. */
  public ConvTransposeConfig dilation(int... perAxis) {
    return window(window.dilation(perAxis));
  }

  /** With extra positions after: one number for all axes, or one per axis. */
  public ConvTransposeConfig outputPadding(int... perAxis) {
    List<Integer> extra =
        perAxis.length == 1
            ? Collections.nCopies(window.rank(), perAxis[0])
            : Arrays.stream(perAxis).boxed().toList();
    return new ConvTransposeConfig(channels, window, extra, groups, hasBias, weights);
  }

  /** With channels in groups. */
  public ConvTransposeConfig groups(int number) {
    return new ConvTransposeConfig(channels, window, outputPadding, number, hasBias, weights);
  }

  /** With or without a bias. */
  public ConvTransposeConfig bias(boolean wanted) {
    return new ConvTransposeConfig(channels, window, outputPadding, groups, wanted, weights);
  }

  /** With another start of the weight; the bias then starts as goes with it, mostly 0. */
  public ConvTransposeConfig weights(Initializer initializer) {
    return new ConvTransposeConfig(channels, window, outputPadding, groups, hasBias, initializer);
  }

  private ConvTransposeConfig window(Window changed) {
    return new ConvTransposeConfig(channels, changed, outputPadding, groups, hasBias, weights);
  }

  @Override
  public String kind() {
    return "convtranspose";
  }

  /** As in PyTorch, the fan of the bounds is that of the weight read as {@code [out, in, …]}. */
  @Override
  public Layer build(Shape input, Seed seed) {
    String name = "conv_transpose" + window.rank() + "d";
    NewParams.checkInput(name, input, window.rank());
    NewParams.checkGroups(name, input.dim(0), channels, groups);
    Shape shape = NewParams.shape(input.dim(0), channels / groups, window);
    Initializer.Fan fan = Initializer.Fan.of(shape);
    Param weight = NewParams.weight(weights, shape, fan, seed);
    Optional<Param> bias = NewParams.bias(hasBias, weights, channels, fan, seed);
    return window.rank() == 1
        ? new ConvTranspose1d(weight, bias, window, groups, outputPadding)
        : new ConvTranspose2d(weight, bias, window, groups, outputPadding);
  }
}
