package dev.fovea.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which examples belong together, such as all windows of one person or of one record. Examples of a
 * group are alike, so a split must not put them on both sides.
 */
public final class Groups {
  private final int[] numbers;

  private Groups(int[] numbers) {
    this.numbers = numbers;
  }

  /** The group of each example, any numbers. */
  public static Groups of(int... numbers) {
    return new Groups(numbers.clone());
  }

  /** The group of each example by name; names get numbers in the order they come. */
  public static Groups named(List<String> names) {
    Map<String, Integer> numbers = new HashMap<>();
    return new Groups(
        names.stream()
            .mapToInt(name -> numbers.computeIfAbsent(name, _ -> numbers.size()))
            .toArray());
  }

  /** How many examples there are. */
  public int size() {
    return numbers.length;
  }

  /** How many groups there are. */
  public int count() {
    return (int) Arrays.stream(numbers).distinct().count();
  }

  /** The group of each example; a copy. */
  public int[] numbers() {
    return numbers.clone();
  }

  /**
   * The groups of these examples in this order.
   *
   * @throws IllegalArgumentException if there is no such example
   */
  public Groups select(int... examples) {
    return new Groups(Selection.of(numbers, examples));
  }

  /** These groups followed by others; equal numbers are one group. */
  public Groups concat(Groups others) {
    int[] all = Arrays.copyOf(numbers, numbers.length + others.numbers.length);
    System.arraycopy(others.numbers, 0, all, numbers.length, others.numbers.length);
    return new Groups(all);
  }
}
