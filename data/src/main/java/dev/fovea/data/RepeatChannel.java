package dev.fovea.data;

import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import java.util.List;
import java.util.Map;

/**
 * Gives gray pictures, and other examples of one channel, several equal ones, so that they fit a
 * network for colors: {@code [1, …]} to {@code [channels, …]}.
 *
 * @param channels how many, at least 2
 */
public record RepeatChannel(int channels) implements Transform {
  private static final int MOST = 4096;

  /** Checks the number. */
  public RepeatChannel {
    if (channels < 2 || channels > MOST) {
      throw new IllegalArgumentException(
          "repeat channel: expected 2 to " + MOST + " channels but was " + channels);
    }
  }

  @Override
  public String name() {
    return "channels";
  }

  @Override
  public Map<String, List<Double>> numbers() {
    return Map.of("count", List.of((double) channels));
  }

  @Override
  public Shape outputShape(Shape example) {
    return resized(example, 1, channels, "channels: the examples have several channels");
  }

  @Override
  public Shape inputShape(Shape prepared) {
    return resized(prepared, channels, 1, "channels: no example looks so afterward");
  }

  private static Shape resized(Shape shape, int expected, int channels, String problem) {
    if (shape.rank() == 0 || shape.dim(0) != expected) {
      throw ShapeError.of(problem).fact("expected", "[" + expected + ", …]").fact("but was", shape);
    }
    return shape.with(0, channels);
  }

  @Override
  public void apply(float[] from, int fromOffset, Shape example, float[] to, int toOffset) {
    for (int channel = 0; channel < channels; channel++) {
      System.arraycopy(from, fromOffset, to, toOffset + channel * example.size(), example.size());
    }
  }
}
