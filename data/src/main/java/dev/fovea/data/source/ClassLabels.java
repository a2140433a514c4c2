package dev.fovea.data.source;

import dev.fovea.data.ClassTargets;
import dev.fovea.data.DataFileException;
import dev.fovea.data.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/** Turns labels as files hold them into classes. */
public final class ClassLabels {
  /** More classes than anybody learns; a file that has more is damaged or no file of labels. */
  public static final int MOST_CLASSES = 100_000;

  private ClassLabels() {}

  /**
   * Classes by number, from 0.
   *
   * @param labels one an example, in whatever type
   * @param classNames the names of all classes; numbered up to the largest if they are not known
   * @param at starts the error of one label: names the file and the place
   * @throws DataFileException if a label is no whole number in range
   */
  public static ClassTargets numbered(
      double[] labels, Optional<List<String>> classNames, IntFunction<Problem> at)
      throws DataFileException {
    int most = classNames.map(List::size).orElse(MOST_CLASSES) - 1;
    int[] classes = new int[labels.length];
    int largest = 0;
    for (int i = 0; i < labels.length; i++) {
      double label = labels[i];
      if (!(label >= 0 && label <= most) || label != Math.rint(label)) {
        throw new DataFileException(
            at.apply(i).with("expected", "a whole number from 0 to " + most).with("found", label));
      }
      classes[i] = (int) label;
      largest = Math.max(largest, classes[i]);
    }
    int count = largest + 1;
    return ClassTargets.of(classes, classNames.orElseGet(() -> ClassTargets.numbered(count)));
  }

  /**
   * Classes by name.
   *
   * @param labels one an example
   * @param classNames the names of all classes; if they are not known, all that occur, numbers by
   *     size and other names by the alphabet
   * @param at starts the error of one label: names the file and the place
   * @throws DataFileException if a label is none of the names, or there are too many
   */
  public static ClassTargets named(
      List<String> labels, Optional<List<String>> classNames, IntFunction<Problem> at)
      throws DataFileException {
    List<String> names = classNames.isPresent() ? classNames.get() : distinct(labels, at);
    Map<String, Integer> numbers = new HashMap<>();
    for (String name : names) {
      numbers.put(name, numbers.size());
    }
    int[] classes = new int[labels.size()];
    for (int i = 0; i < classes.length; i++) {
      Integer number = numbers.get(labels.get(i));
      if (number == null) {
        throw new DataFileException(
            at.apply(i)
                .with("expected", "one of " + shortened(names))
                .with("found", labels.get(i).isEmpty() ? "nothing" : labels.get(i)));
      }
      classes[i] = number;
    }
    return ClassTargets.of(classes, names);
  }

  private static List<String> distinct(List<String> labels, IntFunction<Problem> at)
      throws DataFileException {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < labels.size(); i++) {
      if (seen.add(labels.get(i)) && seen.size() > MOST_CLASSES) {
        throw new DataFileException(
            at.apply(i)
                .with("expected", "at most " + MOST_CLASSES + " classes")
                .with("found", "more"));
      }
    }
    List<String> names = new ArrayList<>(seen);
    boolean areNumbers = names.stream().allMatch(name -> name.matches("-?\\d{1,18}"));
    Comparator<String> alphabet = Comparator.naturalOrder();
    names.sort(
        areNumbers
            ? Comparator.<String>comparingLong(Long::parseLong).thenComparing(alphabet)
            : alphabet);
    return names;
  }

  private static String shortened(List<String> names) {
    int shown = 20;
    return names.size() <= shown
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, shown)) + " and " + (names.size() - shown) + " more";
  }
}
