package dev.fovea.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LearningCurvesTest {
  private static final String TRAIN = "#1f66c7";
  private static final String VALIDATION = "#e07b00";

  @Test
  void drawsAPanelForLossAndAccuracyWithBothCurvesNamed() {
    Svg svg = Svg.of(LearningCurves.of(Samples.curves(8)));
    assertThat(svg.texts())
        .contains("Learning curves", "Loss", "Accuracy", "epoch", "1", "8")
        .contains("8 epochs; best is epoch 3, by the lowest validation loss");
    assertThat(svg.textsIn(TRAIN)).containsExactly("train", "train");
    assertThat(svg.textsIn(VALIDATION)).containsExactly("validation", "validation");
  }

  @Test
  void marksTheBestEpochOfTheMeasureAskedFor() {
    LearningCurves curves = LearningCurves.of(Samples.curves(8));
    assertThat(curves.bestEpoch()).contains(3);
    assertThat(Svg.of(curves).texts()).contains("epoch 3: 0.4000", "epoch 3: 0.8800");

    LearningCurves byAccuracy = curves.best("val_accuracy", Goal.HIGHEST);
    assertThat(byAccuracy.bestEpoch()).contains(4);
    assertThat(Svg.of(byAccuracy).texts())
        .contains(
            "epoch 4: 0.9000", "8 epochs; best is epoch 4, by the highest validation accuracy");
  }

  @Test
  void drawsASingleEpochAsDots() {
    Svg svg = Svg.of(LearningCurves.of(Samples.curves(1)));
    assertThat(svg.texts()).contains("1 epoch; best is epoch 1, by the lowest validation loss");
    assertThat(svg.elements("circle"))
        .extracting(c -> c.getAttribute("fill"))
        .contains(TRAIN, VALIDATION);
    assertThat(svg.elements("path")).noneMatch(p -> p.getAttribute("stroke").equals(TRAIN));
  }

  @Test
  void breaksACurveAtAValueThatIsNoNumberAndSaysSo() {
    Map<String, double[]> curves = Samples.curves(9);
    loss(curves)[4] = Double.NaN;
    Svg svg = Svg.of(LearningCurves.of(curves));
    // Two parts of the line, and the two strokes of the cross.
    assertThat(svg.elements("path"))
        .filteredOn(p ->
            p.getAttribute("stroke").equals(TRAIN) && !p.getAttribute("stroke-width").isEmpty())
        .hasSize(2 + 2 + 1);
    assertThat(svg.texts())
        .contains(
            "9 epochs; best is epoch 3, by the lowest validation loss; a cross marks a value that is"
                + " no finite number");
  }

  @Test
  void ignoresNonFiniteValuesWhenLookingForTheBest() {
    Map<String, double[]> curves = Samples.curves(5);
    double[] validation = new double[] {Double.NaN, 0.5, Double.NEGATIVE_INFINITY, 0.3, Double.NaN};
    curves.put("val_loss", validation);
    assertThat(LearningCurves.of(curves).bestEpoch()).contains(4);
  }

  @Test
  void drawsADivergedTrainingWithoutAnyNumber() {
    Map<String, double[]> curves = Samples.curves(5);
    curves.values().forEach(c -> Arrays.fill(c, Double.NaN));
    LearningCurves chart = LearningCurves.of(curves);
    assertThat(chart.bestEpoch()).isEmpty();
    assertThat(Svg.of(chart).texts())
        .contains("no value is a finite number")
        .anyMatch(t -> t.startsWith("5 epochs; no epoch is best, as no validation loss is finite"));
  }

  @Test
  void drawsAConstantCurve() {
    assertThat(Svg.of(LearningCurves.of(Map.of("loss", new double[] {2, 2, 2}))).texts())
        .contains("train", "1.0", "2.0", "3.0");
  }

  @Test
  void takesEpochsThatLackAValue() {
    List<Map<String, Double>> epochs =
        List.of(
            Map.of("loss", 3.0),
            Map.of("loss", 2.0, "val_loss", 2.5),
            Map.of("loss", 1.0),
            Map.of("loss", 0.5, "val_loss", 2.7));
    LearningCurves chart = LearningCurves.of(epochs);
    assertThat(chart.bestEpoch()).contains(2);
    assertThat(Svg.of(chart).texts()).contains("validation").doesNotContain("Accuracy");
  }

  @Test
  void drawsOtherMeasuresByName() {
    Map<String, double[]> curves = Samples.curves(3);
    curves.put("learning_rate", new double[] {1e-3, 1e-4, 1e-5});
    Svg svg = Svg.of(LearningCurves.of(curves).measures("learning_rate"));
    assertThat(svg.texts()).contains("Learning rate").doesNotContain("train", "Loss");
  }

  @Test
  void refusesAnUnknownMeasure() {
    assertThatThrownBy(() -> LearningCurves.of(Samples.curves(3)).measures("acuracy"))
        .hasMessage(
            """
            learning curves: unknown measure acuracy
              expected: one of [accuracy, loss, val_accuracy, val_loss]
              but was:  acuracy\
            """);
    assertThatThrownBy(() -> LearningCurves.of(Samples.curves(3)).best("f1", Goal.HIGHEST))
        .hasMessage(
            """
            learning curves: unknown measure for the best epoch
              expected: one of [accuracy, loss, val_accuracy, val_loss]
              but was:  f1\
            """);
  }

  @Test
  void refusesNothingToDraw() {
    assertThatThrownBy(() -> LearningCurves.of(List.of()))
        .hasMessage(
            """
            learning curves: nothing to draw
              expected: at least one epoch
              but was:  0\
            """);
  }

  @Test
  void refusesCurvesOfDifferentLength() {
    Map<String, double[]> curves = Samples.curves(4);
    curves.put("loss", new double[] {1, 2});
    assertThatThrownBy(() -> LearningCurves.of(curves))
        .hasMessage(
            """
            learning curves: curve loss is shorter than another
              expected: 4 epochs
              but was:  2 epochs\
            """);
  }

  private static double[] loss(Map<String, double[]> curves) {
    return curves.getOrDefault("loss", new double[0]);
  }
}
