package dev.fovea.data;

import dev.fovea.core.shape.Shape;
import java.util.List;
import java.util.Map;

/**
 * Divides by the largest absolute value, so that the peak becomes 1 or -1: of each channel by its
 * own ({@link #ofChannels}), or of the whole example by one ({@link #ofExamples}). What is zero
 * throughout stays so.
 *
 * @param isPerChannel whether each channel, the first axis of an example, has its own peak
 */
public record PeakNormalize(boolean isPerChannel) implements Transform {
  /** Each channel by its own peak, such as each component of a seismogram. */
  public static PeakNormalize ofChannels() {
    return new PeakNormalize(true);
  }

  /** All channels by the peak of the example, so that their proportions stay. */
  public static PeakNormalize ofExamples() {
    return new PeakNormalize(false);
  }

  @Override
  public String name() {
    return "peak-normalize";
  }

  @Override
  public Map<String, List<Double>> numbers() {
    return Map.of("per-channel", List.of(isPerChannel ? 1.0 : 0.0));
  }

  @Override
  public Shape outputShape(Shape example) {
    return example;
  }

  @Override
  public void apply(float[] from, int fromOffset, Shape example, float[] to, int toOffset) {
    int parts = isPerChannel ? Transform.channels(example) : 1;
    int perPart = example.size() / parts;
    for (int part = 0; part < parts; part++) {
      int start = part * perPart;
      float peak = 0;
      for (int i = start; i < start + perPart; i++) {
        peak = Math.max(peak, Math.abs(from[fromOffset + i]));
      }
      for (int i = start; i < start + perPart; i++) {
        float value = from[fromOffset + i];
        to[toOffset + i] = peak > 0 ? value / peak : value;
      }
    }
  }
}
