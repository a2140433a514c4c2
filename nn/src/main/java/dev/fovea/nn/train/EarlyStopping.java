package dev.fovea.nn.train;

import dev.fovea.core.Tensor;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Ends a training when a figure no longer gets better, and puts the best parameters back.
 *
 * @param figure its name in the history, such as {@code val_loss}
 * @param patience after how many epochs without progress it ends
 * @param minDelta by how much a figure must be better to count as progress
 * @param restoresBest whether the parameters of the best epoch are put back at the end
 */
public record EarlyStopping(String figure, int patience, double minDelta, boolean restoresBest)
    implements TrainerCallback {
  public EarlyStopping {
    if (patience < 0 || !(minDelta >= 0)) {
      throw new IllegalArgumentException(
          "early stopping: expected patience and minDelta of at least 0 but was "
              + patience
              + ", "
              + minDelta);
    }
  }

  /**
   * Watches a figure: the first epoch without progress is the last, and the best parameters are put
   * back. Losses and errors shall fall, everything else shall rise.
   */
  public static EarlyStopping on(String figure) {
    return new EarlyStopping(figure, 0, 0, true);
  }

  /** Ends after this many epochs without progress, as Keras counts them; 0 is the same as 1. */
  public EarlyStopping patience(int epochs) {
    return new EarlyStopping(figure, epochs, minDelta, restoresBest);
  }

  /** With progress only counted above this difference. */
  public EarlyStopping minDelta(double difference) {
    return new EarlyStopping(figure, patience, difference, restoresBest);
  }

  /** Whether the best parameters are put back at the end. */
  public EarlyStopping restoreBest(boolean wanted) {
    return new EarlyStopping(figure, patience, minDelta, wanted);
  }

  @Override
  public Listener begin(Run run) {
    return new Watch(run);
  }

  private final class Watch implements Listener {
    private final Run run;
    private final String prefix = "early_stopping." + figure + ".";
    private final boolean isHigherBetter = MetricNames.isHigherBetter(figure);
    private double best = isHigherBetter ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    private int bestEpoch;
    private Map<String, Tensor> bestState = Map.of();

    /** Continues from the epochs of an earlier training, if any; it may be over already. */
    Watch(Run run) {
      this.run = run;
      for (Epoch epoch : run.history().epochs()) {
        if (bestEpoch == 0 || isBetter(epoch.value(figure))) {
          best = epoch.value(figure);
          bestEpoch = epoch.number();
        }
      }
      if (bestEpoch != 0) {
        stopIfHopeless(run.history().last());
      }
    }

    @Override
    public SequencedMap<String, Tensor> memory() {
      SequencedMap<String, Tensor> memory = new LinkedHashMap<>();
      bestState.forEach((path, value) -> memory.put(prefix + path, value));
      return memory;
    }

    @Override
    public void recall(Map<String, Tensor> memory) {
      Map<String, Tensor> recalled = new LinkedHashMap<>();
      memory.forEach((name, value) -> {
        if (name.startsWith(prefix)) {
          recalled.put(name.substring(prefix.length()), value);
        }
      });
      bestState = recalled;
    }

    @Override
    public void on(Event event) {
      switch (event) {
        case Event.EpochEnded(Epoch epoch) -> check(epoch);
        case Event.FitEnded(History history) -> {
          if (restoresBest && !bestState.isEmpty() && history.last().number() != bestEpoch) {
            run.model().load(bestState);
          }
        }
        case Event.FitStarted _,
            Event.EpochStarted _,
            Event.BatchEnded _,
            Event.PointReached _,
            Event.ValidationStarted _ -> {}
      }
    }

    private boolean isBetter(double value) {
      return isHigherBetter ? value > best + minDelta : value < best - minDelta;
    }

    private void check(Epoch epoch) {
      double value = epoch.value(figure);
      if (bestEpoch == 0 || isBetter(value)) {
        best = value;
        bestEpoch = epoch.number();
        if (restoresBest) {
          bestState = run.model().snapshot();
        }
      } else {
        stopIfHopeless(epoch);
      }
    }

    private void stopIfHopeless(Epoch last) {
      if (last.number() - bestEpoch >= Math.max(patience, 1)) {
        run.stop(
            String.format(
                Locale.ROOT,
                "early stopping: %s has not improved on %.6g since epoch %d",
                figure,
                best,
                bestEpoch));
      }
    }
  }
}
