package dev.fovea.nn.optim;

import java.util.Arrays;
import java.util.List;

/**
 * The learning rate as a function of time: of epochs or of steps, counted from 0. Without state, so
 * that training can continue from any point.
 */
public interface Schedule {
  /** What time counts. */
  enum Unit {
    EPOCH,
    STEP
  }

  /**
   * The learning rate.
   *
   * @param base the optimizer's own rate
   * @param time how many epochs or steps are over
   */
  double rate(double base, long time);

  /** What time counts; epochs unless said otherwise. */
  default Unit unit() {
    return Unit.EPOCH;
  }

  /** The same rates, one a step instead of one an epoch. */
  default Schedule perStep() {
    return new PerStep(this);
  }

  /** The optimizer's own rate throughout. */
  static Schedule constant() {
    return new ExponentialDecay(1);
  }

  /** Multiplied by {@code gamma} every {@code size} epochs (PyTorch's {@code StepLR}). */
  static Schedule step(int size, double gamma) {
    return new StepDecay(size, gamma);
  }

  /** Multiplied by {@code gamma} at each of some epochs (PyTorch's {@code MultiStepLR}). */
  static Schedule multiStep(double gamma, int... milestones) {
    return new MultiStepDecay(gamma, Arrays.stream(milestones).boxed().toList());
  }

  /** Multiplied by {@code gamma} every epoch (PyTorch's {@code ExponentialLR}). */
  static Schedule exponential(double gamma) {
    return new ExponentialDecay(gamma);
  }

  /** Along half a cosine down to 0 in this many epochs. */
  static CosineDecay cosine(int epochs) {
    return new CosineDecay(epochs, 0);
  }

  /** Up to a largest rate and down again, within this many steps. */
  static OneCycle oneCycle(double largest, long steps) {
    return OneCycle.of(largest, steps);
  }

  /** Rises linearly from {@code start·base} for this many epochs, then follows another schedule. */
  static WarmUp warmUp(double start, int epochs) {
    return new WarmUp(start, epochs, constant());
  }

  /**
   * A schedule counted in steps.
   *
   * @param rates the rates
   */
  record PerStep(Schedule rates) implements Schedule {
    @Override
    public double rate(double base, long time) {
      return rates.rate(base, time);
    }

    @Override
    public Unit unit() {
      return Unit.STEP;
    }
  }

  /**
   * Constant for some time, then lower.
   *
   * @param size for how long
   * @param gamma by what factor
   */
  record StepDecay(int size, double gamma) implements Schedule {
    public StepDecay {
      atLeastOne("step size", size);
    }

    @Override
    public double rate(double base, long time) {
      long drops = time / size;
      return base * Math.pow(gamma, (double) drops);
    }
  }

  /**
   * Lower from each milestone on.
   *
   * @param gamma by what factor
   * @param milestones when
   */
  record MultiStepDecay(double gamma, List<Integer> milestones) implements Schedule {
    public MultiStepDecay {
      milestones = List.copyOf(milestones);
    }

    @Override
    public double rate(double base, long time) {
      long drops = milestones.stream().filter(when -> when <= time).count();
      return base * Math.pow(gamma, (double) drops);
    }
  }

  /**
   * A little lower each time.
   *
   * @param gamma by what factor
   */
  record ExponentialDecay(double gamma) implements Schedule {
    @Override
    public double rate(double base, long time) {
      return base * Math.pow(gamma, (double) time);
    }
  }

  /**
   * {@code low + (base − low)·(1 + cos(π·t/T))/2} (Loshchilov and Hutter 2017, without restarts);
   * {@code low} from T on.
   *
   * @param length T
   * @param low the last rate
   */
  record CosineDecay(long length, double low) implements Schedule {
    public CosineDecay {
      atLeastOne("cosine length", length);
    }

    /** With another last rate. */
    public CosineDecay low(double rate) {
      return new CosineDecay(length, rate);
    }

    @Override
    public double rate(double base, long time) {
      double part = (double) Math.min(time, length) / length;
      return low + (base - low) * (1 + Math.cos(Math.PI * part)) / 2;
    }
  }

  /**
   * A linear rise, then another schedule, which starts when the rise is over.
   *
   * @param start the first rate, as a part of the optimizer's own
   * @param length how long the rise takes
   * @param after what follows
   */
  record WarmUp(double start, long length, Schedule after) implements Schedule {
    public WarmUp {
      atLeastOne("warm-up length", length);
    }

    /** What follows the rise; it must count the same unit. */
    public WarmUp then(Schedule next) {
      return new WarmUp(start, length, next);
    }

    @Override
    public double rate(double base, long time) {
      return time < length
          ? base * (start + (1 - start) * time / length)
          : after.rate(base, time - length);
    }

    @Override
    public Unit unit() {
      return after.unit();
    }
  }

  private static void atLeastOne(String what, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + ": expected at least 1 but was " + value);
    }
  }
}
