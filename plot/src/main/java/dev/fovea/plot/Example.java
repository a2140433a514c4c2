package dev.fovea.plot;

import dev.fovea.core.shape.Shape;
import dev.fovea.nn.train.Batch;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * An image with what it shows and what a network took it for.
 *
 * @param image one channel (gray) or three (RGB)
 * @param label the true class
 * @param prediction the class the network gave; empty if none was asked
 * @param confidence the probability the network gave that class, from 0 to 1
 */
public record Example(
    Planes image, String label, Optional<String> prediction, OptionalDouble confidence) {
  /** Checks the image's channels and the confidence. */
  public Example {
    Expect.that(
        image.channels() == 1 || image.channels() == 3,
        "image: cannot show this number of channels",
        "1 (gray) or 3 (RGB)",
        image.channels());
    confidence.ifPresent(
        c -> Expect.that(c >= 0 && c <= 1, "example: confidence out of range", "0 to 1", c));
  }

  /** An image and its true class. */
  public static Example labeled(Planes image, String label) {
    return new Example(image, label, Optional.empty(), OptionalDouble.empty());
  }

  /**
   * The images of a batch with their true classes.
   *
   * @param batch images {@code [N, C, H, W]}, or planes {@code [N, H, W]}, and a class number for
   *     each
   * @param classNames in the order of their numbers
   */
  public static List<Example> labeled(Batch batch, List<String> classNames) {
    Shape shape = batch.inputs().shape().without(0);
    float[] values = batch.inputs().toFloatArray();
    long[] labels = batch.targets().toLongArray();
    Expect.size(
        "example: one class number for each image", new int[] {batch.size()}, labels.length);
    int size = shape.size();
    return IntStream.range(0, batch.size())
        .mapToObj(i -> {
          float[] image = Arrays.copyOfRange(values, i * size, (i + 1) * size);
          return labeled(Planes.of(shape.dims(), image), name(labels[i], classNames));
        })
        .toList();
  }

  private static String name(long label, List<String> classNames) {
    Expect.that(
        label >= 0 && label < classNames.size(),
        "example: this class has no name",
        "a class number from 0 to " + (classNames.size() - 1),
        label);
    return classNames.get((int) label);
  }

  /** An image, its true class, and the class a network gave. */
  public static Example predicted(Planes image, String label, String prediction) {
    return new Example(image, label, Optional.of(prediction), OptionalDouble.empty());
  }

  /** The same with the probability the network gave its prediction, from 0 to 1. */
  public Example confidence(double probability) {
    return new Example(image, label, prediction, OptionalDouble.of(probability));
  }

  /** Whether there is a prediction and it differs from the label. */
  public boolean wrong() {
    return prediction.isPresent() && !prediction.get().equals(label);
  }
}
