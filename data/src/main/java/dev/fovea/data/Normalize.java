package dev.fovea.data;

import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shifts and scales each channel: {@code y = (x - mean[c]) / deviation[c]}, as PyTorch's {@code
 * Normalize}. One mean and one deviation serve all channels; otherwise there is one of each for
 * every channel, the first axis of an example.
 *
 * @param mean of each channel
 * @param deviation of each channel, positive
 */
public record Normalize(List<Double> mean, List<Double> deviation) implements ValueTransform {
  /** Checks the numbers. */
  public Normalize {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    if (mean.isEmpty() || mean.size() != deviation.size()) {
      throw Problem.of("normalize: there must be one deviation for each mean, and at least one")
          .with("means", mean.size())
          .with("deviations", deviation.size())
          .asBadArgument();
    }
    for (int channel = 0; channel < mean.size(); channel++) {
      double spread = deviation.get(channel);
      if (!Double.isFinite(mean.get(channel)) || !Double.isFinite(spread) || spread <= 0) {
        throw Problem.of("normalize: the numbers of a channel cannot be used")
            .with("channel", channel)
            .with("expected", "a finite mean and a finite deviation above 0")
            .with("found", "mean " + mean.get(channel) + ", deviation " + spread)
            .asBadArgument();
      }
    }
  }

  /** The same shift and scale for all channels. */
  public static Normalize of(double mean, double deviation) {
    return new Normalize(List.of(mean), List.of(deviation));
  }

  /**
   * The transform that gives each channel of these examples mean 0 and variance 1. The deviation is
   * that of the whole population (divided by n). A channel that never changes gets deviation 1, and
   * so becomes 0.
   *
   * <p>Fit it to the training set only, and use the same for validation and test.
   *
   * @throws IllegalArgumentException if there are no examples
   */
  public static Normalize fittedTo(Features features) {
    if (features.size() == 0) {
      throw Problem.of("normalize: there are no examples to fit to").asBadArgument();
    }
    Shape shape = features.exampleShape();
    int channels = Transform.channels(shape);
    int perChannel = shape.size() / channels;
    double values = (double) features.size() * perChannel;
    double[] means = new double[channels];
    double[] squares = new double[channels];
    float[] example = new float[shape.size()];
    // Two passes: the sum of squared distances from the mean loses no digits.
    for (int i = 0; i < features.size(); i++) {
      features.copy(i, example, 0);
      for (int j = 0; j < example.length; j++) {
        means[j / perChannel] += example[j];
      }
    }
    Arrays.setAll(means, channel -> means[channel] / values);
    for (int i = 0; i < features.size(); i++) {
      features.copy(i, example, 0);
      for (int j = 0; j < example.length; j++) {
        double distance = example[j] - means[j / perChannel];
        squares[j / perChannel] += distance * distance;
      }
    }
    List<Double> mean = new ArrayList<>();
    List<Double> deviation = new ArrayList<>();
    for (int channel = 0; channel < channels; channel++) {
      double spread = Math.sqrt(squares[channel] / values);
      mean.add(means[channel]);
      deviation.add(spread > 0 ? spread : 1.0);
    }
    return new Normalize(mean, deviation);
  }

  @Override
  public String name() {
    return "normalize";
  }

  @Override
  public Map<String, List<Double>> numbers() {
    Map<String, List<Double>> numbers = new LinkedHashMap<>();
    numbers.put("mean", mean);
    numbers.put("deviation", deviation);
    return Collections.unmodifiableMap(numbers);
  }

  @Override
  public Shape outputShape(Shape example) {
    if (mean.size() != 1 && mean.size() != Transform.channels(example)) {
      throw ShapeError.of("normalize: the channels do not match")
          .fact("example", example)
          .fact("expected", "C = " + mean.size() + ", one channel for each mean")
          .fact("but was", "C = " + Transform.channels(example));
    }
    return example;
  }

  @Override
  public float apply(float value, int channel) {
    int used = mean.size() == 1 ? 0 : channel;
    return (float) ((value - mean.get(used)) / deviation.get(used));
  }
}
