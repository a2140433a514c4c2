package dev.fovea.nn.init;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/** How a weight starts. The values follow from the seed alone. */
@FunctionalInterface
public interface Initializer {
  /**
   * First values, float32.
   *
   * @param shape the weight's shape
   * @param fan how many numbers flow in and out of each element
   * @param seed the seed of this weight
   */
  Tensor values(Shape shape, Fan fan, Seed seed);

  /** How the bias beside such a weight starts: with 0, as in Keras, unless said otherwise. */
  default Initializer bias() {
    return zeros();
  }

  /**
   * How many numbers a unit sees ({@code in}) and feeds ({@code out}).
   *
   * @param in input features times kernel taps, per group
   * @param out output features times kernel taps, per group
   */
  record Fan(int in, int out) {
    /** Of a weight {@code [out, in, …kernel]}. */
    public static Fan of(Shape weight) {
      int taps = weight.size(2, weight.rank());
      return new Fan(weight.dim(1) * taps, weight.dim(0) * taps);
    }
  }

  /** All 0. */
  static Initializer zeros() {
    return constant(0);
  }

  /** All the same. */
  static Initializer constant(double value) {
    return (shape, _, _) -> fill(shape, () -> value);
  }

  /** Evenly between two bounds. */
  static Initializer uniform(double low, double high) {
    return (shape, _, seed) -> {
      RandomGenerator random = seed.generator();
      return fill(shape, () -> low + (high - low) * random.nextDouble());
    };
  }

  /** Normal with mean 0. */
  static Initializer normal(double deviation) {
    return (shape, _, seed) -> {
      RandomGenerator random = seed.generator();
      return fill(shape, () -> deviation * random.nextGaussian());
    };
  }

  /**
   * Uniform in {@code ±√(6 / ((1 + slope²)·fanIn))}, for rectifiers with a negative slope (He et
   * al. 2015, equation 14). PyTorch's layers start with {@code slope = √5}: see {@link
   * #pytorchDefault}.
   */
  static Initializer kaimingUniform(double slope) {
    return (shape, fan, seed) -> {
      double bound = Math.sqrt(6 / ((1 + slope * slope) * fan.in()));
      return uniform(-bound, bound).values(shape, fan, seed);
    };
  }

  /** Normal with variance {@code 2 / ((1 + slope²)·fanIn)} (He et al. 2015, equation 14). */
  static Initializer kaimingNormal(double slope) {
    return (shape, fan, seed) ->
        normal(Math.sqrt(2 / ((1 + slope * slope) * fan.in()))).values(shape, fan, seed);
  }

  /**
   * Uniform in {@code ±√(6 / (fanIn + fanOut))}: Keras' default (Glorot and Bengio 2010, equation
   * 16).
   */
  static Initializer xavierUniform() {
    return (shape, fan, seed) -> {
      double bound = Math.sqrt(6.0 / (fan.in() + fan.out()));
      return uniform(-bound, bound).values(shape, fan, seed);
    };
  }

  /** Normal with variance {@code 2 / (fanIn + fanOut)} (Glorot and Bengio 2010, equation 12). */
  static Initializer xavierNormal() {
    return (shape, fan, seed) ->
        normal(Math.sqrt(2.0 / (fan.in() + fan.out()))).values(shape, fan, seed);
  }

  /**
   * Uniform in {@code ±1/√fanIn}: what PyTorch gives to the weights of its layers ({@code
   * kaiming_uniform(a=√5)}) and to their biases.
   */
  static Initializer pytorchDefault() {
    return new PyTorchDefault();
  }

  private static Tensor fill(Shape shape, DoubleSupplier next) {
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) next.getAsDouble();
    }
    return Tensor.wrap(values, shape.dims());
  }
}
