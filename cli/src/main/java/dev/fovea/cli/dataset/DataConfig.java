package dev.fovea.cli.dataset;

import dev.fovea.core.Seed;
import dev.fovea.core.shape.Shape;
import dev.fovea.data.Augmentation;
import dev.fovea.data.Augmented;
import dev.fovea.data.DataFileException;
import dev.fovea.data.Dataset;
import dev.fovea.data.Examples;
import dev.fovea.data.Mixup;
import dev.fovea.data.Problem;
import dev.fovea.data.Transform;
import dev.fovea.nn.train.Batches;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The data of a training.
 *
 * @param source where the examples come from
 * @param preparations what is done to each example as it is read, in order
 * @param augmentations how examples to learn from are changed each time they are read, in order
 * @param mixup how they are blended with each other, if they are
 * @param testPart the part of all examples that is kept for the last evaluation, where no test set
 *     is set apart
 * @param heldOut what the training is validated with
 */
public record DataConfig(
    DataSource source,
    List<Preparation> preparations,
    List<Augmentation> augmentations,
    Optional<Mixup> mixup,
    OptionalDouble testPart,
    HeldOut heldOut) {
  /** Copies the lists. */
  public DataConfig {
    preparations = List.copyOf(preparations);
    augmentations = List.copyOf(augmentations);
  }

  /**
   * The sets of a training.
   *
   * @param train to learn from
   * @param validation to watch the training with, if any
   * @param test for the last evaluation
   * @param transforms what is done to each example, in order
   * @param augmentations how examples to learn from are changed each time they are read
   * @param mixup how they are blended with each other, if they are
   */
  public record Sets(
      Dataset train,
      Optional<Dataset> validation,
      Dataset test,
      List<Transform> transforms,
      List<Augmentation> augmentations,
      Optional<Mixup> mixup) {
    /** What a trainer reads: the training set, changed each time if that was asked for. */
    public Batches training() {
      return augmentations.isEmpty() && mixup.isEmpty()
          ? train
          : new Augmented(train, augmentations, mixup);
    }
  }

  /** The shape of one example as a network sees it; reads the data only if nothing else tells. */
  public Shape exampleShape() throws IOException {
    Shape shape = source.exampleShape();
    for (Preparation preparation : preparations) {
      shape = preparation.outputShape(shape);
    }
    return shape;
  }

  /** The examples as they are stored, cut into sets. */
  private record Cut(Examples train, Examples test) {}

  /**
   * Reads the sets.
   *
   * @param seed decides what is held out
   * @throws DataFileException if a file is missing or damaged, or there is no test set
   */
  public Sets open(Seed seed) throws IOException {
    Cut cut = cut(seed);
    Examples train = cut.train();
    Optional<Examples> validation;
    switch (heldOut) {
      case HeldOut.Part(double fraction) -> {
        Examples.Parts parts = train.split(fraction, seed.split("validation"));
        train = named(parts.kept(), train, ", train part");
        validation = Optional.of(named(parts.heldOut(), cut.train(), ", validation part"));
      }
      case HeldOut.Test _ -> validation = Optional.of(cut.test());
      case HeldOut.OwnSet _ -> validation = source.validation(train.data().classNames());
      case HeldOut.Nothing _ -> validation = Optional.empty();
    }
    List<Transform> transforms = transforms(train.data());
    Dataset prepared = transformed(train, transforms);
    augmentations.forEach(step -> step.check(prepared.exampleShape()));
    return new Sets(
        prepared,
        validation.map(set -> transformed(set, transforms)),
        transformed(cut.test(), transforms),
        transforms,
        augmentations,
        mixup);
  }

  /**
   * Reads the test set alone, as it is stored.
   *
   * @param seed the seed of the training
   * @throws DataFileException if a file is missing or damaged, or there is no test set
   */
  public Dataset test(Seed seed, List<String> classes) throws IOException {
    Optional<Examples> apart = source.test(classes);
    return apart.isPresent() ? apart.get().data() : cut(seed).test().data();
  }

  private Cut cut(Seed seed) throws IOException {
    Examples all = source.train();
    Optional<Examples> apart = source.test(all.data().classNames());
    if (apart.isPresent()) {
      return new Cut(all, apart.get());
    }
    if (testPart.isEmpty()) {
      throw new DataFileException(
          Problem.of("data: there is no test set")
              .with("data", source.description())
              .with("hint", "write test: 0.2 to keep a part of the examples for it, or name one"));
    }
    Examples.Parts parts = all.split(testPart.getAsDouble(), seed.split("test"));
    return new Cut(
        named(parts.kept(), all, ", train part"), named(parts.heldOut(), all, ", test part"));
  }

  private static Examples named(Examples part, Examples all, String suffix) {
    return part.named(all.data().name() + suffix);
  }

  private List<Transform> transforms(Dataset train) {
    List<Transform> transforms = new ArrayList<>();
    Dataset prepared = train;
    for (Preparation preparation : preparations) {
      Transform transform = preparation.fittedTo(prepared);
      prepared = prepared.map(transform);
      transforms.add(transform);
    }
    return transforms;
  }

  private static Dataset transformed(Examples stored, List<Transform> transforms) {
    Dataset data = stored.data();
    for (Transform transform : transforms) {
      data = data.map(transform);
    }
    return data;
  }
}
