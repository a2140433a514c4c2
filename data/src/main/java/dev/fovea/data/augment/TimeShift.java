package dev.fovea.data.augment;

import dev.fovea.core.shape.Shape;
import dev.fovea.data.Augmentation;
import dev.fovea.data.SplitMix64;
import java.util.Arrays;

/**
 * Moves signals {@code [C, T]} in time, all channels together; zeros follow, or what has left at
 * one end comes in at the other.
 *
 * @param most by how many samples at most, to either side
 * @param isCyclic whether the signal is closed to a ring
 */
public record TimeShift(int most, boolean isCyclic) implements Augmentation {
  /** Checks the amount. */
  public TimeShift {
    Checks.within("shift", "number of samples", most, 1, 1 << 24);
  }

  /** With zeros to follow. */
  public static TimeShift of(int samples) {
    return new TimeShift(samples, false);
  }

  @Override
  public String name() {
    return "shift";
  }

  @Override
  public void check(Shape example) {
    Checks.signal(name(), example);
  }

  @Override
  public void apply(float[] from, Shape example, float[] to, SplitMix64 chance) {
    int samples = example.dim(1);
    int drawn = chance.nextInt(2 * most + 1) - most;
    int later = isCyclic ? Math.floorMod(drawn, samples) : Math.clamp(drawn, -samples, samples);
    for (int channel = 0; channel < example.dim(0); channel++) {
      int start = channel * samples;
      int stays = samples - Math.abs(later);
      int source = start + Math.max(0, -later);
      int target = start + Math.max(0, later);
      Arrays.fill(to, start, start + samples, 0);
      System.arraycopy(from, source, to, target, stays);
      if (isCyclic) {
        System.arraycopy(from, start + stays, to, start, later);
      }
    }
  }
}
