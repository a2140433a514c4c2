package dev.fovea.bench.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One step of a {@link Network}, the same for every engine. Shapes are those of one example: {@code
 * [C, L]}, {@code [C, H, W]} or {@code [features]}.
 */
public sealed interface Step {
  /** The shape that leaves the step. */
  List<Integer> output(List<Integer> input);

  /**
   * Convolution with the same stride and padding on every axis.
   *
   * @param kernel taps per axis: one number for signals, two for images
   */
  record Convolution(
      String name, int channels, List<Integer> kernel, int stride, int padding, boolean hasBias)
      implements Step {
    static Convolution of(String name, int channels, int... kernel) {
      List<Integer> taps = Arrays.stream(kernel).boxed().toList();
      return new Convolution(name, channels, taps, 1, 0, true);
    }

    Convolution stride(int positions) {
      return new Convolution(name, channels, kernel, positions, padding, hasBias);
    }

    Convolution padding(int zeros) {
      return new Convolution(name, channels, kernel, stride, zeros, hasBias);
    }

    Convolution withoutBias() {
      return new Convolution(name, channels, kernel, stride, padding, false);
    }

    @Override
    public List<Integer> output(List<Integer> input) {
      List<Integer> sizes = new ArrayList<>(List.of(channels));
      for (int axis = 0; axis < kernel.size(); axis++) {
        sizes.add(positions(input.get(axis + 1), kernel.get(axis), stride, padding));
      }
      return List.copyOf(sizes);
    }
  }

  /** Affine map of {@code [features]}. */
  record Linear(String name, int outputs) implements Step {
    @Override
    public List<Integer> output(List<Integer> input) {
      return List.of(outputs);
    }
  }

  /** Batch normalization with PyTorch's settings. */
  record BatchNorm(String name) implements Step {
    @Override
    public List<Integer> output(List<Integer> input) {
      return input;
    }
  }

  /** Rectifier. */
  record Relu() implements Step {
    @Override
    public List<Integer> output(List<Integer> input) {
      return input;
    }
  }

  /** Logistic function. */
  record Sigmoid() implements Step {
    @Override
    public List<Integer> output(List<Integer> input) {
      return input;
    }
  }

  /** Largest element of each window, with the same numbers on every axis. */
  record MaxPool(int kernel, int stride, int padding) implements Step {
    static MaxPool of(int kernel) {
      return new MaxPool(kernel, kernel, 0);
    }

    @Override
    public List<Integer> output(List<Integer> input) {
      return pooled(input, kernel, stride, padding);
    }
  }

  /** Mean of each window of an image; windows do not overlap. */
  record AvgPool(int kernel) implements Step {
    @Override
    public List<Integer> output(List<Integer> input) {
      return pooled(input, kernel, kernel, 0);
    }
  }

  /** Mean of each channel. */
  record GlobalAvgPool() implements Step {
    @Override
    public List<Integer> output(List<Integer> input) {
      return List.of(input.getFirst());
    }
  }

  /** All axes joined. */
  record Flatten() implements Step {
    @Override
    public List<Integer> output(List<Integer> input) {
      return List.of(input.stream().reduce(1, Math::multiplyExact));
    }
  }

  /** Elements set to 0 with a probability, in training. */
  record Dropout(double rate) implements Step {
    @Override
    public List<Integer> output(List<Integer> input) {
      return input;
    }
  }

  /**
   * The basic block of ResNet (He et al. 2015): two 3×3 convolutions with batch normalization, the
   * input added before the last rectifier.
   *
   * @param stride of the first convolution; above 1, or where channels change, the input passes a
   *     1×1 convolution on its way round
   */
  record Block(String name, int channels, int stride) implements Step {
    /** What the input passes before the addition. */
    public List<Step> body() {
      return List.of(
          Convolution.of("conv1", channels, 3, 3).stride(stride).padding(1).withoutBias(),
          new BatchNorm("bn1"),
          new Relu(),
          Convolution.of("conv2", channels, 3, 3).padding(1).withoutBias(),
          new BatchNorm("bn2"));
    }

    /** What is added; nothing stands for the input itself. */
    public List<Step> shortcut(List<Integer> input) {
      return stride == 1 && input.getFirst() == channels
          ? List.of()
          : List.of(
              Convolution.of("downsample.0", channels, 1, 1).stride(stride).withoutBias(),
              new BatchNorm("downsample.1"));
    }

    @Override
    public List<Integer> output(List<Integer> input) {
      return body().getFirst().output(input);
    }
  }

  private static List<Integer> pooled(List<Integer> input, int kernel, int stride, int padding) {
    List<Integer> sizes = new ArrayList<>(List.of(input.getFirst()));
    input.stream().skip(1).forEach(size -> sizes.add(positions(size, kernel, stride, padding)));
    return List.copyOf(sizes);
  }

  private static int positions(int size, int kernel, int stride, int padding) {
    return (size + 2 * padding - kernel) / stride + 1;
  }
}
