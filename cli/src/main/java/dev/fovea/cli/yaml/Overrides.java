package dev.fovea.cli.yaml;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the command line says instead of the configuration.
 *
 * @param data a file or folder of examples
 * @param pretrained weights to start from: a file, or the name of known ones
 * @param epochs the last epoch
 * @param batchSize examples per step
 * @param learningRate the optimizer's
 * @param seed where all chance comes from
 * @param backend what computes
 */
public record Overrides(
    Optional<Path> data,
    Optional<String> pretrained,
    OptionalInt epochs,
    OptionalInt batchSize,
    OptionalDouble learningRate,
    OptionalLong seed,
    Optional<String> backend) {
  /** Nothing else than the configuration says. */
  public static Overrides none() {
    return new Overrides(
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        Optional.empty());
  }

  /** The same with other data. */
  public Overrides withData(Path path) {
    return new Overrides(
        Optional.of(path), pretrained, epochs, batchSize, learningRate, seed, backend);
  }
}
