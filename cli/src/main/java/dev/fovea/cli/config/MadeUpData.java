package dev.fovea.cli.config;

import dev.fovea.core.Seed;
import dev.fovea.data.Examples;
import dev.fovea.data.madeup.MadeUpDigits;
import dev.fovea.data.madeup.MadeUpMotion;
import dev.fovea.data.madeup.MadeUpSeismograms;
import dev.fovea.data.madeup.MadeUpShapes;
import dev.fovea.data.madeup.MadeUpTremor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Examples that Fovea makes itself, so that everything can be tried without a download. */
public enum MadeUpData {
  /** Handwritten digits. */
  DIGITS(
      "made-up-digits",
      "made-up digits, drawn by Fovea itself",
      "no real handwriting: --data DIR trains on a folder like MNIST") {
    @Override
    Examples train(Seed seed, int count) {
      return Examples.of(MadeUpDigits.of(seed).train(count));
    }

    @Override
    Examples test(Seed seed, int count) {
      return Examples.of(MadeUpDigits.of(seed).test(count));
    }
  },
  /** Motion of phones. */
  MOTION(
      "made-up-motion",
      "made-up motion of phones, computed by Fovea itself",
      "no real motion: --data DIR trains on x_train.npy, y_train.npy, ...") {
    @Override
    Examples train(Seed seed, int count) {
      return Examples.of(MadeUpMotion.of(seed).train(count));
    }

    @Override
    Examples test(Seed seed, int count) {
      return Examples.of(MadeUpMotion.of(seed).test(count));
    }
  },
  /** Colour pictures of shapes. */
  SHAPES(
      "made-up-shapes",
      "made-up pictures of shapes, drawn by Fovea itself",
      "no photographs: --data DIR trains on a folder like CIFAR-10") {
    @Override
    Examples train(Seed seed, int count) {
      return Examples.of(MadeUpShapes.of(seed).train(count));
    }

    @Override
    Examples test(Seed seed, int count) {
      return Examples.of(MadeUpShapes.of(seed).test(count));
    }
  },
  /** Spectrograms: slow tremor, and noise. */
  TREMOR(
      "made-up-tremor",
      "made-up spectrograms, drawn by Fovea itself",
      "no real records: a configuration of your own can name some") {
    @Override
    Examples train(Seed seed, int count) {
      return Examples.of(MadeUpTremor.of(seed).train(count));
    }

    @Override
    Examples test(Seed seed, int count) {
      return Examples.of(MadeUpTremor.of(seed).test(count));
    }
  },
  /** Windows of seismograms: earthquakes, and noise. */
  SEISMOGRAMS(
      "made-up-seismograms",
      "made-up seismograms, drawn by Fovea itself",
      "no real records: --data FILE.h5 trains on windows of earthquakes and of noise") {
    @Override
    Examples train(Seed seed, int count) {
      return MadeUpSeismograms.of(seed).train(count);
    }

    @Override
    Examples test(Seed seed, int count) {
      return MadeUpSeismograms.of(seed).test(count);
    }
  };

  private final String format;
  private final String description;
  private final String instead;

  MadeUpData(String format, String description, String instead) {
    this.format = format;
    this.description = description;
    this.instead = instead;
  }

  /** What stands behind {@code format:}. */
  static Optional<MadeUpData> named(String format) {
    return Stream.of(values()).filter(kind -> kind.format.equals(format)).findFirst();
  }

  /** All words for {@code format:}. */
  static List<String> names() {
    return Stream.of(values()).map(kind -> kind.format).toList();
  }

  abstract Examples train(Seed seed, int count);

  abstract Examples test(Seed seed, int count);

  String description() {
    return description;
  }

  /** That it is made up, and what there is instead, for people. */
  public String instead() {
    return instead;
  }
}
