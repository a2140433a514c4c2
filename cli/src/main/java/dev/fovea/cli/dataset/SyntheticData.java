package dev.fovea.cli.dataset;

import dev.fovea.core.Seed;
import dev.fovea.data.Examples;
import dev.fovea.data.synthetic.SyntheticDigits;
import dev.fovea.data.synthetic.SyntheticMotion;
import dev.fovea.data.synthetic.SyntheticSeismograms;
import dev.fovea.data.synthetic.SyntheticShapes;
import dev.fovea.data.synthetic.SyntheticTremor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Examples that Fovea makes itself, so that everything can be tried without a download. */
public enum SyntheticData {
  /** Handwritten digits. */
  DIGITS(
      "synthetic-digits",
      "synthetic digits, drawn by Fovea itself",
      "no real handwriting: --data DIR trains on a folder like MNIST",
      (seed, count) -> Examples.of(SyntheticDigits.of(seed).train(count)),
      (seed, count) -> Examples.of(SyntheticDigits.of(seed).test(count))),
  /** Motion of phones. */
  MOTION(
      "synthetic-motion",
      "synthetic motion of phones, computed by Fovea itself",
      "no real motion: --data DIR trains on x_train.npy, y_train.npy, ...",
      (seed, count) -> Examples.of(SyntheticMotion.of(seed).train(count)),
      (seed, count) -> Examples.of(SyntheticMotion.of(seed).test(count))),
  /** Color pictures of shapes. */
  SHAPES(
      "synthetic-shapes",
      "synthetic pictures of shapes, drawn by Fovea itself",
      "no photographs: --data DIR trains on a folder like CIFAR-10",
      (seed, count) -> Examples.of(SyntheticShapes.of(seed).train(count)),
      (seed, count) -> Examples.of(SyntheticShapes.of(seed).test(count))),
  /** Spectrograms: slow tremor, and noise. */
  TREMOR(
      "synthetic-tremor",
      "synthetic spectrograms, drawn by Fovea itself",
      "no real records: a configuration of your own can name some",
      (seed, count) -> Examples.of(SyntheticTremor.of(seed).train(count)),
      (seed, count) -> Examples.of(SyntheticTremor.of(seed).test(count))),
  /** Windows of seismograms: earthquakes, and noise. */
  SEISMOGRAMS(
      "synthetic-seismograms",
      "synthetic seismograms, drawn by Fovea itself",
      "no real records: --data FILE.h5 trains on windows of earthquakes and of noise",
      (seed, count) -> SyntheticSeismograms.of(seed).train(count),
      (seed, count) -> SyntheticSeismograms.of(seed).test(count));

  /** Draws the first examples of a seed. */
  private interface Source {
    Examples draw(Seed seed, int count);
  }

  private final String format;
  private final String description;
  private final String instead;
  private final Source train;
  private final Source test;

  SyntheticData(String format, String description, String instead, Source train, Source test) {
    this.format = format;
    this.description = description;
    this.instead = instead;
    this.train = train;
    this.test = test;
  }

  /** What stands after {@code format:}. */
  public static Optional<SyntheticData> named(String format) {
    return Stream.of(values()).filter(kind -> kind.format.equals(format)).findFirst();
  }

  /** All words for {@code format:}. */
  static List<String> names() {
    return Stream.of(values()).map(kind -> kind.format).toList();
  }

  Examples train(Seed seed, int count) {
    return train.draw(seed, count);
  }

  Examples test(Seed seed, int count) {
    return test.draw(seed, count);
  }

  String description() {
    return description;
  }

  /** That it is made up, and what there is instead, for people. */
  public String instead() {
    return instead;
  }
}
