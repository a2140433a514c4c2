package dev.fovea.nn.train;

/**
 * Something that accompanies a training. Itself a setting without state, it {@linkplain #begin
 * begins} a listener for each training:
 *
 * <pre>{@code
 * Callback announce = run -> event -> {
 *   if (event instanceof Event.EpochEnded ended && ended.epoch().value("loss") < 0.01) {
 *     run.stop("good enough");
 *   }
 * };
 * }</pre>
 */
@FunctionalInterface
public interface Callback {
  /** Begins to listen to a training. */
  Listener begin(Run run);

  /** Hears what happens, on the thread that trains. */
  @FunctionalInterface
  interface Listener {
    /** Something happened. */
    void on(Event event);
  }
}
