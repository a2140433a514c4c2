package dev.fovea.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.Engine;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Padding;
import dev.fovea.core.shape.Shape;
import dev.fovea.nn.activation.Relu;
import dev.fovea.nn.layer.Conv2d;
import dev.fovea.nn.layer.ConvolutionConfig;
import dev.fovea.nn.layer.Linear;
import dev.fovea.nn.loss.Loss;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.norm.BatchNorm2d;
import dev.fovea.nn.norm.BatchNormOptions;
import dev.fovea.nn.optim.Optimizer;
import dev.fovea.nn.optim.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A residual network that a user writes as records, with PyTorch's names. */
class RecordLayerTest {
  record BasicBlock(
      Conv2d conv1, BatchNorm2d bn1, Conv2d conv2, BatchNorm2d bn2, Optional<Layer> downsample)
      implements Layer {
    static BasicBlock of(int in, int out, int stride, Seed seed) {
      Optional<Layer> downsample =
          in == out && stride == 1
              ? Optional.empty()
              : Optional.of(
                  Sequential.of(
                      conv(in, out, 1, stride, seed.split("down")),
                      BatchNorm2d.of(out, BatchNormOptions.DEFAULT)));
      return new BasicBlock(
          conv(in, out, 3, stride, seed.split("1")),
          BatchNorm2d.of(out, BatchNormOptions.DEFAULT),
          conv(out, out, 3, 1, seed.split("2")),
          BatchNorm2d.of(out, BatchNormOptions.DEFAULT),
          downsample);
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
  }

  record SmallResNet(Conv2d conv1, Sequential layer1, Linear fc) implements Layer {
    @Override
    public Tensor forward(Tensor x, Pass pass) {
      Tensor y = pass.call("conv1", conv1, x).relu();
      y = pass.call("layer1", layer1, y).mean(2, 3);
      return pass.call("fc", fc, y);
    }
  }

  private static Conv2d conv(int in, int out, int kernel, int stride, Seed seed) {
    ConvolutionConfig config =
        Conv2d.config(out, kernel).stride(stride).padding(kernel / 2).bias(false);
    return (Conv2d) config.build(Shape.of(in, 32, 32), seed);
  }

  private static SmallResNet net(Seed seed) {
    return new SmallResNet(
        conv(3, 4, 3, 1, seed),
        Sequential.of(
            BasicBlock.of(4, 4, 1, seed.split("a")), BasicBlock.of(4, 8, 2, seed.split("b"))),
        Linear.config(10).build(Shape.of(8), seed));
  }

  @Test
  void pathsAreTheKeysOfPyTorchsStateDict() {
    assertThat(net(Seed.of(1)).stateDict().keySet())
        .containsExactly(
            "conv1.weight",
            "layer1.0.conv1.weight",
            "layer1.0.bn1.weight",
            "layer1.0.bn1.bias",
            "layer1.0.bn1.running_mean",
            "layer1.0.bn1.running_var",
            "layer1.0.bn1.num_batches_tracked",
            "layer1.0.conv2.weight",
            "layer1.0.bn2.weight",
            "layer1.0.bn2.bias",
            "layer1.0.bn2.running_mean",
            "layer1.0.bn2.running_var",
            "layer1.0.bn2.num_batches_tracked",
            "layer1.1.conv1.weight",
            "layer1.1.bn1.weight",
            "layer1.1.bn1.bias",
            "layer1.1.bn1.running_mean",
            "layer1.1.bn1.running_var",
            "layer1.1.bn1.num_batches_tracked",
            "layer1.1.conv2.weight",
            "layer1.1.bn2.weight",
            "layer1.1.bn2.bias",
            "layer1.1.bn2.running_mean",
            "layer1.1.bn2.running_var",
            "layer1.1.bn2.num_batches_tracked",
            "layer1.1.downsample.0.weight",
            "layer1.1.downsample.1.weight",
            "layer1.1.downsample.1.bias",
            "layer1.1.downsample.1.running_mean",
            "layer1.1.downsample.1.running_var",
            "layer1.1.downsample.1.num_batches_tracked",
            "fc.weight",
            "fc.bias");
  }

  @Test
  void anErrorDeepInsideHasTheFullPath() {
    Layer broken = net(Seed.of(1)).replace("layer1.1.conv2", conv(5, 8, 3, 1, Seed.of(2)));
    assertThatThrownBy(
            () -> broken.forward(Tensor.zeros(2, 3, 32, 32), Pass.training(Seed.of(1), 0)))
        .hasMessage(
            """
            conv2d: input channels do not match the kernel
              at:       layer1.1.conv2
              input:    [N=2, C=8, H=16, W=16]
              kernel:   [C_out=8, C_in/groups=5, kH=3, kW=3], groups=1
              expected: C = 5
              but was:  C = 8\
            """);
  }

  @Test
  void replacePutsAHeadOnSharedLayers() {
    SmallResNet net = net(Seed.of(1));
    Linear head = Linear.config(3).build(Shape.of(8), Seed.of(4));
    SmallResNet other = (SmallResNet) net.replace("fc", head);
    assertThat(other.fc()).isSameAs(head);
    assertThat(other.layer1()).isSameAs(net.layer1());
    assertThatThrownBy(() -> net.replace("fc", new Relu()))
        .hasMessage("replace: fc of SmallResNet expects Linear but was Relu");
    assertThatThrownBy(() -> net.replace("head", head))
        .hasMessage("no layer head: expected one of [conv1, layer1, fc]");
  }

  @Test
  void summaryOfAUsersRecordShowsItsChildren() {
    assertThat(net(Seed.of(1)).summary(Shape.of(3, 32, 32)).rows())
        .extracting(Summary.Row::name, Summary.Row::outputText, Summary.Row::parameters)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("conv1", "[N, 4, 32, 32]", 108L),
            org.assertj.core.groups.Tuple.tuple("layer1", "[N, 8, 16, 16]", 1312L),
            org.assertj.core.groups.Tuple.tuple("fc", "[N, 10]", 90L));
  }

  @Test
  void aResidualNetworkLearnsTheSameOnEveryBackend() {
    List<Double> reference = Engine.of("scalar", 1).run(RecordLayerTest::losses);
    List<Double> best = Engine.best().run(RecordLayerTest::losses);
    assertThat(reference.getLast()).isLessThan(0.7 * reference.getFirst());
    for (int i = 0; i < reference.size(); i++) {
      assertThat(best.get(i)).as("step %d", i).isCloseTo(reference.get(i), within(1e-3));
    }
  }

  private static List<Double> losses() {
    SmallResNet net = net(Seed.of(1));
    float[] values = new float[6 * 3 * 9 * 9];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 37 % 101) / 50f - 1;
    }
    Tensor x = Tensor.of(values, 6, 3, 9, 9);
    Tensor y = Tensor.of(new int[] {0, 3, 9, 1, 3, 7}, 6);
    Optimizer optimizer = Sgd.of(0.1).momentum(0.9).over(net);
    List<Double> losses = new ArrayList<>();
    for (int step = 0; step < 8; step++) {
      Pass pass = Pass.training(Seed.of(1), step);
      Tensor loss = Loss.crossEntropy().mean(net.forward(x, pass), y);
      optimizer.step(loss, pass);
      losses.add(loss.item());
    }
    return losses;
  }

  @Test
  void camelCaseBecomesUnderscores() {
    assertThat(RecordParts.pathName("runningMean")).isEqualTo("running_mean");
    assertThat(RecordParts.pathName("conv1")).isEqualTo("conv1");
    assertThat(RecordParts.pathName("Mixed_5b")).isEqualTo("Mixed_5b");
  }

  @Test
  void samePaddingKeepsTheSize() {
    Sequential net =
        Sequential.input(1, 9, 9).conv2d(2, 4, c -> c.padding(Padding.same())).build(Seed.of(1));
    assertThat(net.summary().rows().getFirst().outputText()).isEqualTo("[N, 2, 9, 9]");
  }
}
