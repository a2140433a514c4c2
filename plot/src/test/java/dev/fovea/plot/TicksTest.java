package dev.fovea.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TicksTest {
  private static List<String> labels(double low, double high) {
    Ticks ticks = Ticks.covering(low, high, 5);
    return ticks.values().stream().map(ticks::label).toList();
  }

  @Test
  void areRoundAndCoverTheValues() {
    assertThat(labels(0.0213, 0.371)).containsExactly("0.0", "0.1", "0.2", "0.3", "0.4");
    assertThat(labels(0.981, 0.9934)).containsExactly("0.980", "0.985", "0.990", "0.995");
    assertThat(labels(-3, 12)).containsExactly("−5", "0", "5", "10", "15");
    assertThat(labels(0, 5e8)).startsWith("0", "1.00e8").endsWith("5.00e8");
  }

  @Test
  void giveAConstantAnAxis() {
    assertThat(labels(0, 0)).contains("0.0").hasSizeGreaterThan(2);
    assertThat(labels(1e-30, 1e-30)).hasSizeGreaterThan(2);
    assertThat(labels(7, 7 + 1e-14)).hasSizeGreaterThan(2);
  }

  @Test
  void ofEpochsAreWholeAndFew() {
    assertThat(Ticks.epochs(1, 8)).containsExactly(1);
    assertThat(Ticks.epochs(8, 8)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(Ticks.epochs(20, 8)).containsExactly(1, 5, 10, 15, 20);
    assertThat(Ticks.epochs(200, 8)).containsExactly(1, 50, 100, 150, 200);
    assertThat(Ticks.epochs(5000, 8)).hasSizeBetween(4, 10);
  }
}
