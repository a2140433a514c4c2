package dev.fovea.bench.network;

import dev.fovea.bench.network.Step.AvgPool;
import dev.fovea.bench.network.Step.BatchNorm;
import dev.fovea.bench.network.Step.Block;
import dev.fovea.bench.network.Step.Convolution;
import dev.fovea.bench.network.Step.Dropout;
import dev.fovea.bench.network.Step.Flatten;
import dev.fovea.bench.network.Step.GlobalAvgPool;
import dev.fovea.bench.network.Step.Linear;
import dev.fovea.bench.network.Step.MaxPool;
import dev.fovea.bench.network.Step.Relu;
import dev.fovea.bench.network.Step.Sigmoid;
import java.util.ArrayList;
import java.util.List;

/** The nine networks: eight of tutorials, and ResNet-18. */
public final class Workloads {
  private static final List<Integer> ONE_AND_HUNDRED = List.of(1, 100);

  private Workloads() {}

  /** All of them, in the order of reports. */
  public static List<Workload> all() {
    return List.of(
        har(),
        logistic(),
        mnistCnn(),
        mlp(),
        cifarCnn(),
        lenet(),
        convNetQuake(),
        rouetLeduc(),
        resnet18());
  }

  /**
   * The one of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Workload named(String name) {
    return all().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "model: expected one of "
                    + all().stream().map(Workload::name).toList()
                    + " but was "
                    + name));
  }

  /** Human activity from a smartphone. */
  private static Workload har() {
    return small(
        "har",
        "HAR CNN, 1-D",
        128,
        6,
        new Rule.Adam(1e-3),
        List.of(6, 128),
        Convolution.of("conv1", 8, 16),
        new Relu(),
        new MaxPool(16, 2, 0),
        new Flatten(),
        new Linear("fc1", 6));
  }

  private static Workload logistic() {
    return small(
        "logistic",
        "logistic regression",
        100,
        10,
        new Rule.Adam(1e-3),
        List.of(784),
        new Linear("fc1", 10));
  }

  private static Workload mnistCnn() {
    return small(
        "mnist-cnn",
        "MNIST CNN",
        100,
        10,
        new Rule.Adam(1e-3),
        List.of(1, 28, 28),
        Convolution.of("conv1", 8, 5, 5),
        new Relu(),
        MaxPool.of(2),
        Convolution.of("conv2", 16, 5, 5),
        new Relu(),
        MaxPool.of(2),
        new Flatten(),
        new Dropout(0.5),
        new Linear("fc1", 10));
  }

  private static Workload mlp() {
    return small(
        "mlp",
        "MLP 3072-256-128-64-10",
        100,
        10,
        new Rule.Sgd(0.1, 0),
        List.of(3072),
        new Linear("fc1", 256),
        new Relu(),
        new Linear("fc2", 128),
        new Relu(),
        new Linear("fc3", 64),
        new Relu(),
        new Linear("fc4", 10));
  }

  private static Workload cifarCnn() {
    return small(
        "cifar-cnn",
        "CIFAR CNN, batch norm",
        25,
        10,
        new Rule.Sgd(0.01, 0),
        List.of(3, 32, 32),
        Convolution.of("conv1", 16, 4, 4),
        new BatchNorm("bn1"),
        new Relu(),
        MaxPool.of(2),
        Convolution.of("conv2", 8, 4, 4),
        new BatchNorm("bn2"),
        new Relu(),
        new AvgPool(2),
        new Flatten(),
        new Linear("fc1", 100),
        new Relu(),
        new Linear("fc2", 10));
  }

  private static Workload lenet() {
    return small(
        "lenet",
        "LeNet-5",
        50,
        10,
        new Rule.Adam(1e-3),
        List.of(1, 28, 28),
        Convolution.of("conv1", 6, 5, 5).padding(2),
        new Sigmoid(),
        new AvgPool(2),
        Convolution.of("conv2", 16, 5, 5),
        new Sigmoid(),
        new AvgPool(2),
        new Flatten(),
        new Linear("fc1", 120),
        new Sigmoid(),
        new Linear("fc2", 84),
        new Sigmoid(),
        new Linear("fc3", 10));
  }

  /** Perol et al. 2018, on three components of 1000 samples. */
  private static Workload convNetQuake() {
    List<Step> steps = new ArrayList<>();
    for (int layer = 1; layer <= 8; layer++) {
      steps.add(Convolution.of("conv" + layer, 32, 3).stride(2).padding(1));
      steps.add(new Relu());
    }
    steps.add(new Flatten());
    steps.add(new Linear("fc1", 2));
    return small(
        "convnetquake",
        "ConvNetQuake, 1-D",
        128,
        2,
        new Rule.Adam(1e-3),
        List.of(3, 1000),
        steps.toArray(Step[]::new));
  }

  /** Rouet-Leduc et al. 2020. */
  private static Workload rouetLeduc() {
    return small(
        "rouet-leduc",
        "Rouet-Leduc CNN",
        16,
        1,
        new Rule.Adam(1e-3),
        List.of(1, 129, 95),
        Convolution.of("conv1", 32, 16, 16),
        new Relu(),
        MaxPool.of(2),
        new Dropout(0.05),
        Convolution.of("conv2", 64, 8, 8),
        new Relu(),
        MaxPool.of(2),
        new Dropout(0.05),
        new Flatten(),
        new Linear("fc1", 10),
        new Sigmoid(),
        new Linear("fc2", 1));
  }

  /** He et al. 2015, as in torchvision. */
  private static Workload resnet18() {
    List<Step> steps =
        new ArrayList<>(
            List.of(
                Convolution.of("conv1", 64, 7, 7).stride(2).padding(3).withoutBias(),
                new BatchNorm("bn1"),
                new Relu(),
                new MaxPool(3, 2, 1)));
    int channels = 64;
    for (int layer = 1; layer <= 4; layer++) {
      steps.add(new Block("layer" + layer + "_0", channels, layer == 1 ? 1 : 2));
      steps.add(new Block("layer" + layer + "_1", channels, 1));
      channels *= 2;
    }
    steps.add(new GlobalAvgPool());
    steps.add(new Linear("fc", 1000));
    return new Workload(
        "resnet18",
        "ResNet-18, 224×224",
        new Network(List.of(3, 224, 224), steps),
        new Rule.Sgd(0.01, 0.9),
        8,
        1000,
        List.of(1));
  }

  private static Workload small(
      String name,
      String title,
      int batch,
      int classes,
      Rule rule,
      List<Integer> input,
      Step... steps) {
    return new Workload(
        name, title, new Network(input, List.of(steps)), rule, batch, classes, ONE_AND_HUNDRED);
  }
}
