package dev.fovea.data;

import dev.fovea.core.shape.Shape;

/**
 * A transform that turns each value into another by a rule that may differ between channels, and
 * leaves the shape as it is.
 */
public interface ValueTransform extends Transform {
  /** The new value of {@code value} in a channel. */
  float apply(float value, int channel);

  @Override
  default Shape outputShape(Shape example) {
    return example;
  }

  @Override
  default void apply(float[] from, int fromOffset, Shape example, float[] to, int toOffset) {
    int channels = Transform.channels(example);
    int perChannel = example.size() / channels;
    for (int channel = 0; channel < channels; channel++) {
      int start = channel * perChannel;
      for (int i = start; i < start + perChannel; i++) {
        to[toOffset + i] = apply(from[fromOffset + i], channel);
      }
    }
  }
}
