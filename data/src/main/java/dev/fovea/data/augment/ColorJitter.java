package dev.fovea.data.augment;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.Augmentation;
import dev.fovea.data.SplitMix64;

/**
 * Makes pictures {@code [C, H, W]} brighter or darker, harsher or paler, more or less colorful. The
 * amounts are uniform: brightness {@code b} is added to every value, contrast {@code c} multiplies
 * the distance from the mean of the picture, saturation {@code s} that from the mean of the pixel.
 * Unlike torchvision's it may be used after normalization, where 0 is no black.
 *
 * @param brightness b is from minus to plus this
 * @param contrast c is from 1 minus to 1 plus this; 0 to 1
 * @param saturation s is from 1 minus to 1 plus this; 0 to 1
 */
public record ColorJitter(double brightness, double contrast, double saturation)
    implements Augmentation {
  /** Checks the ranges. */
  public ColorJitter {
    Checks.within("jitter", "brightness", brightness, 0, 1000);
    Checks.within("jitter", "contrast", contrast, 0, 1);
    Checks.within("jitter", "saturation", saturation, 0, 1);
  }

  @Override
  public String name() {
    return "jitter";
  }

  @Override
  public void check(Shape example) {
    Checks.picture(name(), example);
  }

  @Override
  public void apply(float[] from, Shape example, float[] to, SplitMix64 chance) {
    double added = chance.between(-brightness, brightness);
    double spread = 1 + chance.between(-contrast, contrast);
    double color = 1 + chance.between(-saturation, saturation);
    int channels = example.dim(0);
    int plane = example.size() / channels;
    double sum = 0;
    for (int i = 0; i < example.size(); i++) {
      sum += from[i];
    }
    double mean = sum / example.size();
    for (int pixel = 0; pixel < plane; pixel++) {
      double gray = 0;
      for (int channel = 0; channel < channels; channel++) {
        gray += from[channel * plane + pixel];
      }
      gray /= channels;
      for (int channel = 0; channel < channels; channel++) {
        int at = channel * plane + pixel;
        double colored = gray + color * (from[at] - gray);
        to[at] = (float) (mean + spread * (colored - mean) + added);
      }
    }
  }
}
