package dev.fovea.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.plot.ParallelCoordinates.Axis;
import dev.fovea.plot.ParallelCoordinates.Trial;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParallelCoordinatesTest {
  private static final List<Axis> AXES =
      List.of(
          new Axis("learning-rate", List.of("1e-4", "1e-1")),
          new Axis("filters", List.of("8", "16", "32")));
  private static final List<Trial> TRIALS =
      List.of(
          new Trial(List.of(0.0, 0.0), 0.5),
          new Trial(List.of(0.5, 1.0), 0.9),
          new Trial(List.of(1.0, 0.5), Double.NaN),
          new Trial(List.of(0.7, 0.5), 0.8));

  private static Svg svg(Goal goal) {
    return Svg.of(new ParallelCoordinates("Trials", AXES, "accuracy", goal, TRIALS));
  }

  @Test
  void axesHaveNamesAndLabels() {
    assertThat(svg(Goal.HIGHEST).texts())
        .contains("Trials", "learning-rate", "1e-4", "1e-1", "filters", "8", "16", "32", "accuracy")
        .contains("3 trials; orange: the best, blue: the best fifth; 1 failed and omitted");
  }

  /** Dots are on the best trial alone: at 0.9, or where the lowest is best at 0.5. */
  @Test
  void theBestHasDots() {
    List<Double> highest = heights(Goal.HIGHEST);
    List<Double> lowest = heights(Goal.LOWEST);
    assertThat(highest).hasSize(3);
    assertThat(lowest).hasSize(3);
    assertThat(highest.get(1)).isLessThan(highest.get(0)); // 32 filters, the top
    assertThat(lowest.get(0)).isEqualTo(lowest.get(1)); // both at the bottom
    assertThat(lowest.getLast()).isGreaterThan(highest.getLast());
  }

  private static List<Double> heights(Goal goal) {
    return svg(goal).elements("circle").stream()
        .map(dot -> Double.parseDouble(dot.getAttribute("cy")))
        .toList();
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    assertThatThrownBy(() ->
            new ParallelCoordinates(
                "", AXES, "x", Goal.HIGHEST, List.of(new Trial(List.of(0.1), 1))))
        .hasMessageStartingWith("parallel coordinates: a trial does not fit the axes");
    assertThatThrownBy(
            () -> new ParallelCoordinates("", AXES, "x", Goal.HIGHEST, List.of(TRIALS.get(2))))
        .hasMessageStartingWith("parallel coordinates: nothing to draw");
    assertThatThrownBy(() -> new Trial(List.of(1.5), 1))
        .hasMessageStartingWith("parallel coordinates: a place is off its axis");
  }
}
