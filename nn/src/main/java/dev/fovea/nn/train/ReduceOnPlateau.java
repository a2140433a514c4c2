package dev.fovea.nn.train;

import dev.fovea.nn.optim.Plateau;
import java.util.Optional;

/**
 * Lowers the learning rate when a figure no longer gets better. It cannot be used together with a
 * schedule, which sets the rate itself.
 *
 * @param figure its name in the history, such as {@code val_loss}
 * @param plateau when, and by how much
 */
public record ReduceOnPlateau(String figure, Plateau plateau) implements TrainerCallback {
  /** Watches a figure with PyTorch's settings: a tenth after 10 epochs without progress. */
  public static ReduceOnPlateau on(String figure) {
    return new ReduceOnPlateau(figure, Plateau.of(MetricNames.isHigherBetter(figure)));
  }

  /** With another factor. */
  public ReduceOnPlateau factor(double smaller) {
    return new ReduceOnPlateau(figure, plateau.withFactor(smaller));
  }

  /** With this many epochs without progress borne. */
  public ReduceOnPlateau patience(int epochs) {
    return new ReduceOnPlateau(figure, plateau.withPatience(epochs));
  }

  @Override
  public Listener begin(Run run) {
    if (run.hasSchedule()) {
      throw new IllegalStateException(
          "reduce on plateau: a schedule sets the learning rate already; use one of them");
    }
    return new Watch(run);
  }

  private final class Watch implements Listener {
    private final Run run;
    private Optional<Plateau.State> state = Optional.empty();

    /** Continues from the epochs of an earlier training, if any. */
    Watch(Run run) {
      this.run = run;
      run.history().epochs().forEach(this::next);
    }

    @Override
    public void on(Event event) {
      if (event instanceof Event.EpochEnded(Epoch epoch)) {
        run.optimizer().learningRate(next(epoch).rate());
      }
    }

    private Plateau.State next(Epoch epoch) {
      Plateau.State last =
          state.orElseGet(() -> plateau.start(epoch.value(MetricNames.LEARNING_RATE)));
      Plateau.State next = plateau.after(last, epoch.value(figure));
      state = Optional.of(next);
      return next;
    }
  }
}
