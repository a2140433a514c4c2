package dev.fovea.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.golden.ScheduleCase;
import dev.fovea.nn.golden.NnGoldens;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Learning rates against PyTorch. */
class ScheduleGoldenTest {
  static Stream<ScheduleCase> schedules() {
    // A ramp that ends below the optimizer's own rate is not offered: it is no warm-up.
    return NnGoldens.open().schedules().stream()
        .filter(c -> !(c.schedule().equals("LinearLR") && c.number("endFactor") != 1));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void ratesArePyTorchs(ScheduleCase c) {
    double[] rates = c.schedule().equals("ReduceLROnPlateau") ? plateau(c) : rates(schedule(c), c);
    for (int i = 0; i < rates.length; i++) {
      assertThat(rates[i])
          .as("time %d", i)
          .isCloseTo(c.rates()[i], within(1e-8 * c.baseRate() + 1e-7 * c.rates()[i]));
    }
  }

  private static double[] rates(Schedule schedule, ScheduleCase c) {
    double[] rates = new double[c.rates().length];
    Arrays.setAll(rates, time -> schedule.rate(c.baseRate(), time));
    return rates;
  }

  private static Schedule schedule(ScheduleCase c) {
    return switch (c.schedule()) {
      case "StepLR" -> Schedule.step((int) c.number("stepSize"), c.number("gamma"));
      case "MultiStepLR" -> Schedule.multiStep(c.number("gamma"), c.integers("milestones"));
      case "ExponentialLR" -> Schedule.exponential(c.number("gamma"));
      case "CosineAnnealingLR" -> Schedule.cosine((int) c.number("tMax")).low(c.number("etaMin"));
      case "LinearLR" -> Schedule.warmUp(c.number("startFactor"), (int) c.number("totalIters"));
      case "OneCycleLR" -> {
        OneCycle cycle =
            Schedule.oneCycle(c.number("maxRate"), (long) c.number("totalSteps"))
                .rise(c.number("pctStart"))
                .divisors(c.number("divFactor"), c.number("finalDivFactor"));
        yield c.text("annealStrategy").equals("linear") ? cycle.linear() : cycle;
      }
      default -> throw new IllegalArgumentException(c.schedule());
    };
  }

  private static double[] plateau(ScheduleCase c) {
    Plateau plateau =
        new Plateau(
            c.text("mode").equals("max"),
            c.number("factor"),
            (int) c.number("patience"),
            c.number("threshold"),
            c.text("thresholdMode").equals("abs"),
            (int) c.number("cooldown"),
            c.number("minRate"));
    double[] figures = c.metrics().orElseThrow();
    double[] rates = new double[figures.length + 1];
    Plateau.State state = plateau.start(c.baseRate());
    rates[0] = state.rate();
    for (int i = 0; i < figures.length; i++) {
      state = plateau.after(state, figures[i]);
      rates[i + 1] = state.rate();
    }
    return rates;
  }

  @Test
  void warmUpLeadsIntoAnotherSchedule() {
    Schedule schedule = Schedule.warmUp(0, 2).then(Schedule.step(1, 0.5)).perStep();
    assertThat(schedule.unit()).isEqualTo(Schedule.Unit.STEP);
    double[] rates = new double[5];
    Arrays.setAll(rates, time -> schedule.rate(0.8, time));
    assertThat(rates).containsExactly(new double[] {0, 0.4, 0.8, 0.4, 0.2}, within(1e-12));
  }
}
