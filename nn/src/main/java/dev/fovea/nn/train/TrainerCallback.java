package dev.fovea.nn.train;

import dev.fovea.core.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Something that accompanies a training. Itself a setting without state, it {@linkplain #begin
 * begins} a listener for each training:
 *
 * <pre>{@code
 * TrainerCallback announce = run -> event -> {
 *   if (event instanceof Event.EpochEnded ended && ended.epoch().value("loss") < 0.01) {
 *     run.stop("good enough");
 *   }
 * };
 * }</pre>
 */
@FunctionalInterface
public interface TrainerCallback {
  /** Begins to listen to a training. */
  Listener begin(Run run);

  /** Hears what happens, on the thread that trains. */
  @FunctionalInterface
  interface Listener {
    /** Something happened. */
    void on(Event event);

    /**
     * What must be known besides the {@linkplain Run#history history} to continue after a break, by
     * names that no other listener uses. Most listeners need nothing.
     */
    default SequencedMap<String, Tensor> memory() {
      return new LinkedHashMap<>();
    }

    /**
     * Told before anything else when a training continues after a break.
     *
     * @param memory what all listeners gave as their memory
     */
    default void recall(Map<String, Tensor> memory) {}
  }
}
