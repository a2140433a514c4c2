package dev.fovea.bench.side;

import dev.fovea.bench.network.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** An engine that takes part. */
public interface Contender {
  /** Its name and version. */
  String engine();

  /**
   * Makes ready to train.
   *
   * @param batch examples of a step
   * @param hasDropout whether steps are left to chance as the network says
   */
  Training training(Workload workload, int batch, boolean hasDropout);

  /** Makes ready to predict batches of this size. */
  Prediction prediction(Workload workload, int batch);

  /** Writes the model at its first weights into a file of the engine's own kind. */
  void save(Workload workload, Path file) throws IOException;

  /** Makes a saved model ready to predict one example. */
  Prediction saved(Workload workload, Path file) throws IOException;

  /** Other ways to train, by name, to be measured beside. */
  default Map<String, Training> otherTrainings(Workload workload, int batch) {
    return Map.of();
  }

  /** Other ways to predict, by name, to be measured beside. */
  default Map<String, Prediction> otherPredictions(Workload workload, int batch) {
    return Map.of();
  }

  /** A model in training. */
  interface Training {
    /** One step on the next batch; gives the loss before it. */
    double step();

    /** Goes back to the first weights, the first batch and an optimizer without a past. */
    void restart();
  }

  /** A model at work. */
  @FunctionalInterface
  interface Prediction {
    /** The outputs for one batch. */
    float[] run();
  }
}
