package dev.fovea.data;

import dev.fovea.core.Seed;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A data set cut in two. Which examples fall on which side depends only on the seed and the data;
 * on each side they keep their order.
 *
 * @param train the larger part as a rule, to learn from
 * @param validation the part held out
 */
public record Split(Dataset train, Dataset validation) {

  /**
   * Holds out a random part.
   *
   * @param fraction the part held out, above 0 and below 1; rounded to whole examples
   * @throws IllegalArgumentException if one side would be empty
   */
  public static Split random(Dataset data, double fraction, Seed seed) {
    return of(data, randomSides(data, fraction, seed));
  }

  static Sides randomSides(Dataset data, double fraction, Seed seed) {
    checkFraction("random", fraction);
    int heldOut = (int) Math.round(data.size() * fraction);
    int[] order = new SplitMix64(seed.value()).permutation(data.size());
    boolean[] validation = new boolean[data.size()];
    for (int i = 0; i < heldOut; i++) {
      validation[order[i]] = true;
    }
    return cut("random", data, validation);
  }

  /**
   * Holds out a random part of each class, so that both sides have the classes in the same
   * proportions as far as whole examples allow. The total is that of {@link #random}; the examples
   * that the rounding leaves over go to the classes that lost most by it.
   *
   * @param fraction the part held out, above 0 and below 1
   * @throws IllegalArgumentException if one side would be empty
   * @throws IllegalStateException if the targets are no classes
   */
  public static Split stratified(Dataset data, double fraction, Seed seed) {
    return of(data, stratifiedSides(data, fraction, seed));
  }

  static Sides stratifiedSides(Dataset data, double fraction, Seed seed) {
    checkFraction("stratified", fraction);
    ClassTargets targets = data.classTargets();
    int[] heldOut = shares(targets.counts(), fraction);
    boolean[] validation = new boolean[data.size()];
    for (int example : new SplitMix64(seed.value()).permutation(data.size())) {
      int label = targets.label(example);
      if (heldOut[label] > 0) {
        heldOut[label]--;
        validation[example] = true;
      }
    }
    return cut("stratified", data, validation);
  }

  /**
   * Holds out whole groups, such as all windows of one person: no group is on both sides. Groups
   * are taken in random order as long as each brings the held-out part nearer to the fraction.
   *
   * @param groups the group of each example, any numbers
   * @param fraction the part held out, above 0 and below 1; met as nearly as the groups allow
   * @throws IllegalArgumentException if the groups are not as many as the examples, or one side
   *     would be empty
   */
  public static Split byGroup(Dataset data, int[] groups, double fraction, Seed seed) {
    return of(data, groupSides(data, groups, fraction, seed));
  }

  static Sides groupSides(Dataset data, int[] groups, double fraction, Seed seed) {
    checkFraction("by group", fraction);
    if (groups.length != data.size()) {
      throw Problem.of("split by group: each example needs a group")
          .with("data set", data.name())
          .with("expected", data.size() + " groups")
          .with("found", groups.length)
          .asBadArgument();
    }
    Map<Integer, Integer> sizes = new LinkedHashMap<>();
    for (int group : groups) {
      sizes.merge(group, 1, Integer::sum);
    }
    List<Integer> names = List.copyOf(sizes.keySet());
    double wanted = data.size() * fraction;
    int heldOut = 0;
    boolean[] validation = new boolean[data.size()];
    for (int chosen : new SplitMix64(seed.value()).permutation(names.size())) {
      int group = names.get(chosen);
      int withGroup = heldOut + sizes.getOrDefault(group, 0);
      if (Math.abs(withGroup - wanted) < Math.abs(heldOut - wanted)) {
        heldOut = withGroup;
        for (int example = 0; example < groups.length; example++) {
          validation[example] |= groups[example] == group;
        }
      }
    }
    return cut("by group", data, validation);
  }

  /** Each count times the fraction, rounded so that the sum is the rounded fraction of the sum. */
  private static int[] shares(int[] counts, double fraction) {
    int[] shares = new int[counts.length];
    Arrays.setAll(shares, i -> (int) Math.floor(counts[i] * fraction));
    long left = Math.round(Arrays.stream(counts).sum() * fraction) - Arrays.stream(shares).sum();
    IntStream.range(0, counts.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> shares[i] - counts[i] * fraction))
        .limit(left)
        .forEach(i -> shares[i]++);
    return shares;
  }

  /** Which examples are on which side, in the order of the data set. */
  record Sides(int[] kept, int[] heldOut) {}

  private static Split of(Dataset data, Sides sides) {
    return new Split(
        data.subset(sides.kept()).named(data.name() + ", train part"),
        data.subset(sides.heldOut()).named(data.name() + ", validation part"));
  }

  private static Sides cut(String kind, Dataset data, boolean[] validation) {
    int[] heldOut = IntStream.range(0, data.size()).filter(i -> validation[i]).toArray();
    int[] kept = IntStream.range(0, data.size()).filter(i -> !validation[i]).toArray();
    if (heldOut.length == 0 || kept.length == 0) {
      throw Problem.of("split " + kind + ": one side would be empty")
          .with("data set", data.name())
          .with("train", kept.length + " examples")
          .with("validation", heldOut.length + " examples")
          .asBadArgument();
    }
    return new Sides(kept, heldOut);
  }

  private static void checkFraction(String kind, double fraction) {
    if (!(fraction > 0 && fraction < 1)) {
      throw Problem.of("split " + kind + ": the fraction is out of range")
          .with("expected", "above 0 and below 1")
          .with("found", fraction)
          .asBadArgument();
    }
  }
}
