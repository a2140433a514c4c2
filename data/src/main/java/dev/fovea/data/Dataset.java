package dev.fovea.data;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.nn.train.Batch;
import dev.fovea.nn.train.Batches;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Examples with what is to be learned about each. Immutable; the methods that choose or transform
 * give views that share the stored values.
 *
 * @param name for people and provenance, such as {@code mnist train}
 * @param features the inputs
 * @param targets as many as there are inputs
 */
public record Dataset(String name, Features features, Targets targets) implements Batches {

  /** Checks that inputs and targets are equally many. */
  public Dataset {
    if (features.size() != targets.size()) {
      throw Problem.of("dataset: inputs and targets differ in number")
          .with("data set", name)
          .with("inputs", features.size())
          .with("targets", targets.size())
          .asBadArgument();
    }
  }

  /** How many examples there are. */
  @Override
  public int size() {
    return features.size();
  }

  /** The shape of the input of one example, such as {@code [C, H, W]}. */
  public Shape exampleShape() {
    return features.exampleShape();
  }

  /**
   * The targets as classes.
   *
   * @throws IllegalStateException if the targets are numbers
   */
  public ClassTargets classTargets() {
    return switch (targets) {
      case ClassTargets classes -> classes;
      case ValueTargets values ->
          throw new IllegalStateException(
              Problem.of("dataset: the targets are numbers, not classes")
                  .with("data set", name)
                  .with("expected", "classes")
                  .with("found", values)
                  .text());
    };
  }

  /**
   * The names of the classes.
   *
   * @throws IllegalStateException if the targets are numbers
   */
  public List<String> classNames() {
    return classTargets().classNames();
  }

  /** The same data under another name. */
  public Dataset named(String newName) {
    return new Dataset(newName, features, targets);
  }

  /**
   * The first examples.
   *
   * @throws IllegalArgumentException if there are fewer
   */
  public Dataset take(int count) {
    checkCount("take", count);
    return subset(Selection.range(0, count));
  }

  /**
   * All but the first examples.
   *
   * @throws IllegalArgumentException if there are fewer
   */
  public Dataset skip(int count) {
    checkCount("skip", count);
    return subset(Selection.range(count, size()));
  }

  /**
   * These examples in this order; one may come several times.
   *
   * @throws IllegalArgumentException if there is no such example
   */
  public Dataset subset(int... examples) {
    return new Dataset(name, features.select(examples), targets.select(examples));
  }

  /**
   * Some examples, none twice, drawn at random; which ones depends on the seed alone.
   *
   * @throws IllegalArgumentException if there are fewer
   */
  public Dataset sample(int count, Seed seed) {
    checkCount("sample", count);
    int[] order = new SplitMix64(seed.split("sample").value()).permutation(size());
    return subset(Arrays.copyOf(order, count));
  }

  /**
   * A random example of each class, in the order of the classes; of a class without examples there
   * is none.
   *
   * @throws IllegalStateException if the targets are numbers
   */
  public Dataset oneOfEach(Seed seed) {
    int[] labels = classTargets().labels();
    int[] order = new SplitMix64(seed.split("one of each").value()).permutation(size());
    return subset(
        IntStream.range(0, classNames().size())
            .flatMap(label -> Arrays.stream(order).filter(i -> labels[i] == label).limit(1))
            .toArray());
  }

  /**
   * The examples of some classes alone, which are numbered in this order.
   *
   * @param classes their names, at least two
   * @throws IllegalArgumentException if there is no such class, or one is named twice
   * @throws IllegalStateException if the targets are numbers
   */
  public Dataset onlyClasses(List<String> classes) {
    ClassTargets all = classTargets();
    int[] examples = all.examplesOf(classes);
    return new Dataset(name, features.select(examples), all.renumbered(examples, classes));
  }

  /**
   * The same data with each input transformed as it is read.
   *
   * @throws dev.fovea.core.shape.ShapeError if the transform does not fit the inputs
   */
  public Dataset map(Transform transform) {
    return new Dataset(name, features.map(transform), targets);
  }

  /**
   * These examples followed by others of the same shape, transforms and classes.
   *
   * @throws IllegalArgumentException if they differ in one of these
   */
  public Dataset concat(Dataset other) {
    if (!exampleShape().equals(other.exampleShape())) {
      throw Problem.of("concat: the inputs differ in shape")
          .with("first", name + " " + exampleShape())
          .with("second", other.name + " " + other.exampleShape())
          .asBadArgument();
    }
    if (!features.transforms().equals(other.features.transforms())) {
      throw Problem.of("concat: the inputs are transformed differently")
          .with("first", name + " " + features.transforms())
          .with("second", other.name + " " + other.features.transforms())
          .asBadArgument();
    }
    return new Dataset(
        name + " + " + other.name,
        new JoinedFeatures(features, other.features),
        targets.concat(other.targets));
  }

  /**
   * Some examples put together: inputs float32 {@code [N, …exampleShape]} and their targets.
   *
   * @throws IndexOutOfBoundsException if there is no such example
   */
  public Batch batch(int... examples) {
    return batch(examples, new float[inputShape(examples.length).size()], _ -> {});
  }

  /**
   * The same with the inputs in an array of their size, and changed before they become a tensor.
   */
  Batch batch(int[] examples, float[] inputs, Consumer<float[]> change) {
    Shape shape = inputShape(examples.length);
    int perExample = exampleShape().size();
    for (int i = 0; i < examples.length; i++) {
      features.copy(examples[i], inputs, i * perExample);
    }
    change.accept(inputs);
    return new Batch(Tensor.wrap(inputs, shape.dims()), targets.tensor(examples));
  }

  /** The shape of the inputs of this many examples. */
  Shape inputShape(int examples) {
    return exampleShape().insert(0, examples);
  }

  /** Batches in the order of the data set; see {@link Loader} for more settings. */
  @Override
  public Iterable<Batch> inOrder(int batchSize) {
    return Loader.of(this, batchSize).epoch(0);
  }

  /**
   * Batches in the order that {@link SplitMix64} of the seed gives. A {@link Loader} shuffled by a
   * seed deals out epoch {@code e} as this does with {@code seed.split(e)}.
   */
  @Override
  public Iterable<Batch> shuffled(int batchSize, Seed seed) {
    return shuffled(batchSize, seed, 0);
  }

  @Override
  public Iterable<Batch> shuffled(int batchSize, Seed seed, int from) {
    Loader loader = Loader.of(this, batchSize);
    return () ->
        new BatchStream(loader, new Cursor(0, from), Loader.shuffledOrder(size(), seed), seed);
  }

  /** All examples as one batch; for small sets. */
  public Batch all() {
    return batch(Selection.range(0, size()));
  }

  /**
   * A SHA-256 of the decoded values of inputs and targets, in hexadecimal. It does not depend on
   * how the file was compressed, nor on the transforms, which are listed by {@link
   * Features#transforms()}; a view counts its source and which examples it takes.
   */
  public String contentHash() {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must offer SHA-256", e);
    }
    features.digest(digest);
    targets.digest(digest);
    return HexFormat.of().formatHex(digest.digest());
  }

  private void checkCount(String operation, int count) {
    if (count < 0 || count > size()) {
      throw Problem.of(operation + ": there are fewer examples")
          .with("data set", name)
          .with("expected", "0 to " + size())
          .with("found", count)
          .asBadArgument();
    }
  }
}
