package dev.fovea.nn.optim;

/**
 * Lowers the learning rate when a figure no longer gets better (PyTorch's {@code
 * ReduceLROnPlateau}): settings, and a pure function from state to state.
 *
 * @param isHigherBetter whether the figure shall grow, as an accuracy
 * @param factor what the rate is multiplied by
 * @param patience how many epochs without progress are borne
 * @param threshold what counts as progress: better by this part of the best figure
 * @param isThresholdAbsolute whether the threshold is a difference instead of a part
 * @param cooldown how many epochs after a change are not counted
 * @param lowest the smallest rate
 */
public record Plateau(
    boolean isHigherBetter,
    double factor,
    int patience,
    double threshold,
    boolean isThresholdAbsolute,
    int cooldown,
    double lowest) {
  private static final double SMALLEST_CHANGE = 1e-8;

  public Plateau {
    if (!(factor > 0 && factor < 1) || patience < 0 || cooldown < 0) {
      throw new IllegalArgumentException(
          "plateau: expected 0 < factor < 1, patience and cooldown of at least 0 but was "
              + factor
              + ", "
              + patience
              + ", "
              + cooldown);
    }
  }

  /** PyTorch's settings: a tenth of the rate after 10 epochs without progress. */
  public static Plateau of(boolean isHigherBetter) {
    return new Plateau(isHigherBetter, 0.1, 10, 1e-4, false, 0, 0);
  }

  /** With another factor. */
  public Plateau withFactor(double smaller) {
    return new Plateau(
        isHigherBetter, smaller, patience, threshold, isThresholdAbsolute, cooldown, lowest);
  }

  /** With this many epochs without progress borne. */
  public Plateau withPatience(int epochs) {
    return new Plateau(
        isHigherBetter, factor, epochs, threshold, isThresholdAbsolute, cooldown, lowest);
  }

  /**
   * What is known after some epochs.
   *
   * @param best the best figure so far
   * @param bad epochs without progress
   * @param cooling epochs that are still not counted
   * @param rate the learning rate
   */
  public record State(double best, int bad, int cooling, double rate) {}

  /** The state before the first epoch. */
  public State start(double rate) {
    double worst = isHigherBetter ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    return new State(worst, 0, 0, rate);
  }

  /** The state after an epoch that gave this figure. */
  public State after(State state, double figure) {
    boolean isBetter = isBetter(figure, state.best());
    double best = isBetter ? figure : state.best();
    int bad = isBetter ? 0 : state.bad() + 1;
    int cooling = state.cooling();
    if (cooling > 0) {
      cooling--;
      bad = 0;
    }
    if (bad <= patience) {
      return new State(best, bad, cooling, state.rate());
    }
    double lower = Math.max(state.rate() * factor, lowest);
    double rate = state.rate() - lower > SMALLEST_CHANGE ? lower : state.rate();
    return new State(best, 0, cooldown, rate);
  }

  private boolean isBetter(double figure, double best) {
    if (isThresholdAbsolute) {
      return isHigherBetter ? figure > best + threshold : figure < best - threshold;
    }
    return isHigherBetter ? figure > best * (1 + threshold) : figure < best * (1 - threshold);
  }
}
