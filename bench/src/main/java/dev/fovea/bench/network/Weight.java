package dev.fovea.bench.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A weight by name, with the value every engine starts from: evenly spread over {@code ±bound}, or
 * {@code constant} where the bound is 0.
 *
 * @param path the name, such as {@code layer1.conv1.weight}
 */
public record Weight(String path, List<Integer> shape, double bound, double constant) {
  private static final long SEED = 20_200_413;

  public Weight {
    shape = List.copyOf(shape);
  }

  /** The weights of a step; none for most kinds. */
  public static List<Weight> of(Network.Placed at) {
    return switch (at.step()) {
      case Step.Convolution convolution -> {
        List<Integer> shape = new ArrayList<>(List.of(convolution.channels()));
        shape.add(at.input().getFirst());
        shape.addAll(convolution.kernel());
        yield affine(at.path() + convolution.name(), shape, convolution.hasBias());
      }
      case Step.Linear linear ->
          affine(at.path() + linear.name(), List.of(linear.outputs(), at.input().getFirst()), true);
      case Step.BatchNorm norm -> {
        List<Integer> channels = List.of(at.input().getFirst());
        yield List.of(
            new Weight(at.path() + norm.name() + ".weight", channels, 0, 1),
            new Weight(at.path() + norm.name() + ".bias", channels, 0, 0));
      }
      default -> List.of();
    };
  }

  /** PyTorch's start: {@code bound = 1/√fan_in} for weight and bias. */
  private static List<Weight> affine(String path, List<Integer> shape, boolean hasBias) {
    int fanIn = shape.stream().skip(1).reduce(1, Math::multiplyExact);
    double bound = 1 / Math.sqrt(fanIn);
    Weight weight = new Weight(path + ".weight", shape, bound, 0);
    return hasBias
        ? List.of(weight, new Weight(path + ".bias", List.of(shape.getFirst()), bound, 0))
        : List.of(weight);
  }

  /** How many numbers there are. */
  public int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** The numbers to start from. */
  public float[] values() {
    float[] values = new float[size()];
    if (bound == 0) {
      Arrays.fill(values, (float) constant);
      return values;
    }
    RandomGenerator random =
        RandomGeneratorFactory.of("L64X128MixRandom").create(SEED + path.hashCode());
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat((float) -bound, (float) bound);
    }
    return values;
  }
}
