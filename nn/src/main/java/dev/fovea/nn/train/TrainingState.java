package dev.fovea.nn.train;

import dev.fovea.core.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * How far a training is. Together with the parameters and the optimizer's state it is all that is
 * needed to continue as if there had been no break.
 *
 * @param history the epochs that are done
 * @param open the epoch at hand, if one was begun
 * @param memory what the listeners must know besides
 */
public record TrainingState(
    History history, Optional<OpenEpoch> open, SequencedMap<String, Tensor> memory) {
  public TrainingState {
    memory = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(memory));
  }

  /** Nothing was done yet. */
  public static TrainingState start() {
    return after(History.empty());
  }

  /** Between two epochs, with nothing to remember. */
  public static TrainingState after(History history) {
    return new TrainingState(history, Optional.empty(), new LinkedHashMap<>());
  }
}
