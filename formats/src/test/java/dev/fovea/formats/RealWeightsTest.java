package dev.fovea.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.files.numpy.NpyFile;
import dev.fovea.nn.models.ResNetCifar;
import dev.fovea.nn.network.Sequential;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Models that others trained, loaded by their own parameter names: the outputs of an independent
 * computation for the first 100 test images, and the accuracy on all. Shown as skipped where the
 * environment names no folder of data.
 */
@Tag("slow")
class RealWeightsTest {
  private static final Seed SEED = Seed.of(1);

  @ParameterizedTest
  @CsvSource({"20, resnet20-12fca82f, 0.915", "32, resnet32-d509ac18, 0.928"})
  void residualNetworksOfCifar(int depth, String name, double accuracy) throws IOException {
    Sequential network = ResNetCifar.of(depth, 10, SEED);
    LoadReport report =
        Weights.read(RealImages.data("models/pytorch/" + name + ".th")).stateDict().into(network);
    assertThat(report.counters()).hasSize(depth - 1);
    assertThat(report.loaded()).hasSize(network.stateDict().size() - report.counters().size());
    RealImages images = RealImages.cifar();
    Tensor x =
        images.normalized(
            new float[] {0.485f, 0.456f, 0.406f}, new float[] {0.229f, 0.224f, 0.225f});
    check(name, network, images, x, accuracy);
  }

  @Test
  void theNetworkOfPyTorchsTutorial() throws IOException {
    Sequential network =
        Sequential.input(3, 32, 32)
            .conv2d(6, 5)
            .relu()
            .maxPool2d(2)
            .conv2d(16, 5)
            .relu()
            .maxPool2d(2)
            .flatten()
            .linear(120)
            .named("fc1")
            .relu()
            .linear(84)
            .named("fc2")
            .relu()
            .linear(10)
            .named("fc3")
            .build(SEED);
    Weights.read(RealImages.data("models/pytorch/cifar_net.pth")).into(network);
    RealImages images = RealImages.cifar();
    float[] half = {0.5f, 0.5f, 0.5f};
    check("cifar_net", network, images, images.normalized(half, half), 0.561);
  }

  @ParameterizedTest
  @CsvSource({
    "pytorch/burn_mnist.pt, burn_mnist.pt, 0.9915",
    "safetensors/burn_mnist.safetensors, burn_mnist.safetensors, 0.9917",
  })
  void theNetworkOfBurn(String file, String name, double accuracy) throws IOException {
    Sequential network =
        Sequential.input(1, 28, 28)
            .conv2d(8, 3)
            .relu()
            .conv2d(16, 3)
            .relu()
            .conv2d(24, 3)
            .relu()
            .batchNorm2d()
            .named("norm1")
            .flatten()
            .linear(32)
            .named("fc1")
            .relu()
            .linear(10)
            .named("fc2")
            .batchNorm1d()
            .named("norm2")
            .logSoftmax()
            .build(SEED);
    Weights.read(RealImages.data("models/" + file)).into(network);
    checkMnist(name, network, 0.1307f, 0.3081f, accuracy);
  }

  @Test
  void theNetworkOfJqCnn() throws IOException {
    Sequential network =
        Sequential.input(1, 28, 28)
            .maxPool2d(2)
            .conv2d(10, 3, c -> c.padding(1))
            .relu()
            .maxPool2d(2)
            .flatten()
            .linear(10)
            .named("fc1")
            .logSoftmax()
            .build(SEED);
    Weights.read(RealImages.data("models/safetensors/jqcnn_mnist_cnn.safetensors")).into(network);
    checkMnist("jqcnn_mnist_cnn", network, 0.1307f, 0.3081f, 0.9695);
  }

  @Test
  void theNetworkOfPcelis() throws IOException {
    Sequential network =
        Sequential.input(1, 28, 28)
            .conv2d(16, 3)
            .named("conv")
            .relu()
            .flatten()
            .linear(10)
            .named("fc")
            .build(SEED);
    Weights.read(RealImages.data("models/pytorch/pcelis_mnist_cnn.pth")).into(network);
    checkMnist("pcelis_mnist_cnn", network, 0, 1, 0.9473);
  }

  private static void checkMnist(
      String name, Sequential network, float mean, float deviation, double accuracy)
      throws IOException {
    RealImages images = RealImages.mnist();
    Tensor x = images.normalized(new float[] {mean}, new float[] {deviation});
    check(name, network, images, x, accuracy);
  }

  /** Within 10⁻⁴ of the largest output of an example. */
  private static void check(
      String name, Sequential network, RealImages images, Tensor x, double accuracy)
      throws IOException {
    Tensor reference = NpyFile.read(RealImages.data("models/reference/" + name + ".first100.npy"));
    Tensor outputs = network.predict(x);
    float[] expected = reference.toFloatArray();
    float[] found = Arrays.copyOf(outputs.toFloatArray(), expected.length);
    int classes = reference.shape().dim(1);
    double worst = 0;
    for (int first = 0; first < expected.length; first += classes) {
      double largest = 0;
      for (int i = first; i < first + classes; i++) {
        largest = Math.max(largest, Math.abs(expected[i]));
      }
      for (int i = first; i < first + classes; i++) {
        worst = Math.max(worst, Math.abs(found[i] - expected[i]) / largest);
      }
    }
    assertThat(worst).as("largest relative difference of " + name).isLessThan(1e-4);
    assertThat(images.accuracy(outputs))
        .as("accuracy of " + name)
        .isCloseTo(accuracy, within(6e-5));
  }
}
