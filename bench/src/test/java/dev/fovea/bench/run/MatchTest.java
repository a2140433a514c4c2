package dev.fovea.bench.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.bench.side.Job;
import dev.fovea.bench.side.RunMode;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatchTest {
  private static final Job JOB = new Job("har", RunMode.TRAIN, List.of(128), 1, 1, 1, true);

  @Test
  void acceptsNumbersThatDifferByRounding() {
    assertThatCode(
            () -> Match.check(JOB, Rival.LIBTORCH, List.of(2.0, 0.001), List.of(2.001, 0.002)))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesToCompareEnginesThatComputeSomethingElse() {
    assertThatThrownBy(() -> Match.check(JOB, Rival.LIBTORCH, List.of(2.0, 1.5), List.of(2.0, 1.6)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            """
            har, train: the engines do not compute the same, so their times are not compared
              fovea: [2.0, 1.5]
              libtorch: [2.0, 1.6]\
            """);
  }

  @Test
  void refusesNumbersThatAreNone() {
    assertThatThrownBy(() ->
            Match.check(JOB, Rival.LIBTORCH, List.of(2.0, Double.NaN), List.of(2.0, Double.NaN)))
        .hasMessageContaining("do not compute the same");
  }
}
