package dev.fovea.cli.config;

import dev.fovea.core.Seed;
import dev.fovea.data.Dataset;
import dev.fovea.data.madeup.MadeUpDigits;
import dev.fovea.data.madeup.MadeUpTremor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Examples that Fovea makes itself, so that everything can be tried without a download. */
public enum MadeUpData {
  /** Handwritten digits. */
  DIGITS("made-up-digits", "made-up digits, drawn by Fovea itself") {
    @Override
    Dataset train(Seed seed, int count) {
      return MadeUpDigits.of(seed).train(count);
    }

    @Override
    Dataset test(Seed seed, int count) {
      return MadeUpDigits.of(seed).test(count);
    }
  },
  /** Spectrograms: slow tremor, and noise. */
  TREMOR("made-up-tremor", "made-up spectrograms, drawn by Fovea itself") {
    @Override
    Dataset train(Seed seed, int count) {
      return MadeUpTremor.of(seed).train(count);
    }

    @Override
    Dataset test(Seed seed, int count) {
      return MadeUpTremor.of(seed).test(count);
    }
  };

  private final String format;
  private final String description;

  MadeUpData(String format, String description) {
    this.format = format;
    this.description = description;
  }

  /** What stands behind {@code format:}. */
  static Optional<MadeUpData> named(String format) {
    return Stream.of(values()).filter(kind -> kind.format.equals(format)).findFirst();
  }

  /** All words for {@code format:}. */
  static List<String> names() {
    return Stream.of(values()).map(kind -> kind.format).toList();
  }

  abstract Dataset train(Seed seed, int count);

  abstract Dataset test(Seed seed, int count);

  String description() {
    return description;
  }
}
