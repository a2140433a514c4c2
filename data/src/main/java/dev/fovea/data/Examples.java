package dev.fovea.data;

import dev.fovea.core.Seed;
import java.util.List;
import java.util.Optional;

/**
 * A data set, and which of its examples belong together if any do.
 *
 * @param data the examples
 * @param groups the group of each example; empty if each stands alone
 */
public record Examples(Dataset data, Optional<Groups> groups) {
  /** Checks that examples and groups are equally many. */
  public Examples {
    if (groups.isPresent() && groups.get().size() != data.size()) {
      throw Problem.of("examples: each example needs a group")
          .with("data set", data.name())
          .with("expected", data.size() + " groups")
          .with("found", groups.get().size())
          .asBadArgument();
    }
  }

  /**
   * Examples on two sides.
   *
   * @param kept the larger part as a rule
   * @param heldOut the part held out
   */
  public record Parts(Examples kept, Examples heldOut) {}

  /** Examples that stand alone. */
  public static Examples of(Dataset data) {
    return new Examples(data, Optional.empty());
  }

  /** Examples that belong together in groups. */
  public static Examples of(Dataset data, Groups groups) {
    return new Examples(data, Optional.of(groups));
  }

  /** The same examples under another name. */
  public Examples named(String name) {
    return new Examples(data.named(name), groups);
  }

  /**
   * These examples in this order.
   *
   * @throws IllegalArgumentException if there is no such example
   */
  public Examples subset(int... chosen) {
    return new Examples(data.subset(chosen), groups.map(all -> all.select(chosen)));
  }

  /**
   * The examples of some classes alone, which are numbered in this order.
   *
   * @throws IllegalArgumentException if there is no such class, or one is named twice
   */
  public Examples onlyClasses(List<String> classes) {
    int[] chosen = data.classTargets().examplesOf(classes);
    return new Examples(data.onlyClasses(classes), groups.map(all -> all.select(chosen)));
  }

  /**
   * Holds out a part: whole groups where there are groups, else the same part of each class, else
   * any examples.
   *
   * @param fraction the part held out, above 0 and below 1
   * @throws IllegalArgumentException if one side would be empty
   */
  public Parts split(double fraction, Seed seed) {
    Split.Sides sides;
    if (groups.isPresent()) {
      sides = Split.groupSides(data, groups.get().numbers(), fraction, seed);
    } else if (data.targets() instanceof ClassTargets) {
      sides = Split.stratifiedSides(data, fraction, seed);
    } else {
      sides = Split.randomSides(data, fraction, seed);
    }
    return new Parts(subset(sides.kept()), subset(sides.heldOut()));
  }
}
