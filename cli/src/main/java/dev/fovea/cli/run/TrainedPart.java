package dev.fovea.cli.run;

import dev.fovea.cli.dataset.DataConfig;
import dev.fovea.core.shape.Shape;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.train.Batches;
import dev.fovea.nn.train.FrozenBody;
import java.util.Optional;

/**
 * What of a network is trained, and on what: all of it on the examples or, where its first layers
 * never change, the rest on what they make of each example, which is computed once.
 *
 * @param layers what is trained; its parameters are the network's own
 * @param training what it learns from
 * @param validation what it is validated with, if anything
 * @param cut how the network was cut, if it was
 */
public record TrainedPart(
    Sequential layers, Batches training, Optional<Batches> validation, Optional<FrozenBody> cut) {

  /**
   * Features are kept as floats, pictures as bytes: a fourth as many numbers take no more memory.
   */
  private static final int BYTES_PER_FEATURE = Float.BYTES;

  /** All of a network, on the examples. */
  public static TrainedPart whole(Sequential network, DataConfig.Sets sets) {
    return new TrainedPart(
        network, sets.training(), sets.validation().map(Batches.class::cast), Optional.empty());
  }

  /**
   * Cuts a network if that pays: if nothing is done to examples that differs from epoch to epoch,
   * and what the frozen layers make of an example takes no more memory than its bytes. Whether it
   * is cut does not depend on the machine.
   */
  public static TrainedPart of(Sequential network, DataConfig.Sets sets) {
    boolean isSteady = sets.augmentations().isEmpty() && sets.mixup().isEmpty();
    Optional<FrozenBody> cut =
        isSteady
            ? FrozenBody.in(network).filter(body -> isSmaller(body, sets.train().exampleShape()))
            : Optional.empty();
    return cut.map(body ->
            new TrainedPart(
                body.head(),
                body.features(sets.train()),
                sets.validation().map(body::features),
                cut))
        .orElseGet(() -> whole(network, sets));
  }

  private static boolean isSmaller(FrozenBody cut, Shape example) {
    int features = cut.head().input().map(input -> input.example().size()).orElse(0);
    boolean isWorthwhile = !cut.body().allParameters().isEmpty();
    return isWorthwhile && (long) features * BYTES_PER_FEATURE <= example.size();
  }
}
