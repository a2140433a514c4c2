package dev.fovea.cli.config;

import dev.fovea.core.Seed;
import dev.fovea.data.Dataset;
import dev.fovea.data.Split;
import dev.fovea.data.Transform;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The data of a training.
 *
 * @param source where the examples come from
 * @param transforms what is done to each example as it is read, in order
 * @param heldOut what the training is validated with
 */
public record DataConfig(DataSource source, List<Transform> transforms, HeldOut heldOut) {
  /** Copies the transforms. */
  public DataConfig {
    transforms = List.copyOf(transforms);
  }

  /**
   * The sets of a training.
   *
   * @param train to learn from
   * @param validation to watch the training with, if any
   * @param test for the last judgement
   */
  public record Sets(Dataset train, Optional<Dataset> validation, Dataset test) {}

  /**
   * Reads the sets.
   *
   * @param seed decides what is held out
   */
  public Sets open(Seed seed) throws IOException {
    Dataset all = transformed(source.train());
    Dataset test = test();
    return switch (heldOut) {
      case HeldOut.Part(double fraction) -> {
        Split split = Split.stratified(all, fraction, seed.split("validation"));
        yield new Sets(split.train(), Optional.of(split.validation()), test);
      }
      case HeldOut.Test _ -> new Sets(all, Optional.of(test), test);
      case HeldOut.Nothing _ -> new Sets(all, Optional.empty(), test);
    };
  }

  /** Reads the test set alone. */
  public Dataset test() throws IOException {
    return transformed(source.test());
  }

  private Dataset transformed(Dataset stored) {
    Dataset data = stored;
    for (Transform transform : transforms) {
      data = data.map(transform);
    }
    return data;
  }
}
