package dev.fovea.data;

import dev.fovea.core.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** One class of several for each example, numbered from 0; as a tensor int32 {@code [N]}. */
public final class ClassTargets implements Targets {
  private final int[] labels;
  private final List<String> classNames;

  private ClassTargets(int[] labels, List<String> classNames) {
    this.labels = labels;
    this.classNames = classNames;
  }

  /**
   * Labels with the names of the classes, in the order of their numbers.
   *
   * @throws IllegalArgumentException if a label is no class, naming its index and value
   */
  public static ClassTargets of(int[] labels, List<String> classNames) {
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classNames.size()) {
        throw Problem.of("labels: a label is out of range")
            .with("index", i)
            .with("expected", "0 to " + (classNames.size() - 1))
            .with("found", labels[i])
            .asBadArgument();
      }
    }
    return new ClassTargets(labels.clone(), List.copyOf(classNames));
  }

  /** Names for classes that have none: {@code "0"}, {@code "1"} and so on. */
  public static List<String> numbered(int classes) {
    return IntStream.range(0, classes).mapToObj(String::valueOf).toList();
  }

  /** The class of an example. */
  public int label(int example) {
    return labels[example];
  }

  /** The classes of all examples; a copy. */
  public int[] labels() {
    return labels.clone();
  }

  /** The names of the classes. */
  public List<String> classNames() {
    return classNames;
  }

  /** How many examples each class has. */
  public int[] counts() {
    int[] counts = new int[classNames.size()];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  /**
   * The examples of some classes, in their order.
   *
   * @throws IllegalArgumentException if these are no two or more classes of ours, each once
   */
  int[] examplesOf(List<String> classes) {
    for (String name : classes) {
      if (!classNames.contains(name)) {
        throw Problem.of("classes: there is no class " + name)
            .with("known", String.join(", ", classNames))
            .asBadArgument();
      }
    }
    if (classes.size() < 2 || Set.copyOf(classes).size() < classes.size()) {
      throw Problem.of("classes: this is no choice of classes")
          .with("expected", "two or more, each once")
          .with("found", classes)
          .asBadArgument();
    }
    return IntStream.range(0, labels.length)
        .filter(example -> classes.contains(classNames.get(labels[example])))
        .toArray();
  }

  /** The classes of these examples, all of which are among those named, numbered in this order. */
  ClassTargets renumbered(int[] examples, List<String> classes) {
    int[] numbers =
        Arrays.stream(examples)
            .map(example -> classes.indexOf(classNames.get(labels[example])))
            .toArray();
    return new ClassTargets(numbers, List.copyOf(classes));
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public Tensor tensor(int[] examples) {
    int[] chosen = new int[examples.length];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = labels[examples[i]];
    }
    return Tensor.of(chosen, chosen.length);
  }

  @Override
  public ClassTargets select(int... examples) {
    return new ClassTargets(Selection.of(labels, examples), classNames);
  }

  @Override
  public ClassTargets concat(Targets others) {
    if (!(others instanceof ClassTargets classes) || !classes.classNames.equals(classNames)) {
      throw Problem.of("concat: the targets differ in kind")
          .with("first", this)
          .with("second", others)
          .asBadArgument();
    }
    int[] all = Arrays.copyOf(labels, labels.length + classes.labels.length);
    System.arraycopy(classes.labels, 0, all, labels.length, classes.labels.length);
    return new ClassTargets(all, classNames);
  }

  @Override
  public void digest(MessageDigest digest) {
    digest.update(("int32 " + labels.length + "\n").getBytes(StandardCharsets.UTF_8));
    ByteBuffer bytes = ByteBuffer.allocate(4 * labels.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(labels);
    digest.update(bytes.array());
  }

  /** The class names, such as {@code classes [cat, dog]}. */
  @Override
  public String toString() {
    return "classes " + classNames;
  }
}
