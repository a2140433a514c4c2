package dev.fovea.plot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Small synthetic inputs for the tests. */
final class Samples {
  private Samples() {}

  static List<String> digits() {
    return IntStream.range(0, 10).mapToObj(Integer::toString).toList();
  }

  /**
   * Curves of a training that overfits: the lowest {@code val_loss} is at epoch 3 (of 5 or more).
   */
  static Map<String, double[]> curves(int epochs) {
    Map<String, double[]> curves = new LinkedHashMap<>();
    curves.put("loss", IntStream.range(0, epochs).mapToDouble(i -> 1.0 / (i + 1)).toArray());
    curves.put(
        "val_loss",
        IntStream.range(0, epochs).mapToDouble(i -> 0.4 + Math.abs(i - 2) / 10.0).toArray());
    curves.put(
        "accuracy", IntStream.range(0, epochs).mapToDouble(i -> 1 - 0.2 / (i + 1)).toArray());
    curves.put(
        "val_accuracy",
        IntStream.range(0, epochs).mapToDouble(i -> 0.9 - Math.abs(i - 3) / 50.0).toArray());
    return curves;
  }

  /** An image with a bright left half. */
  static Planes image(int side) {
    float[] values = new float[side * side];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % side < side / 2 ? 1 : 0;
    }
    return Planes.gray(side, side, values);
  }

  /** Values from -1 to 1 in even steps. */
  static float[] ramp(int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = length == 1 ? 1 : -1 + 2f * i / (length - 1);
    }
    return values;
  }

  /** One of each chart. */
  static List<Chart> charts() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      examples.add(Example.predicted(image(8), "a", i == 5 ? "b" : "a").confidence(0.75));
    }
    return List.of(
        LearningCurves.of(curves(8)),
        ImageGrid.of(examples),
        ClassHistogram.of(List.of("a", "b"), 30, 10),
        ConfusionMatrixChart.of(List.of("a", "b"), new long[][] {{9, 1}, {2, 8}}),
        Filters.of(new int[] {4, 1, 3, 3}, ramp(36)),
        Activations.of("conv1", new Planes(4, 6, 6, ramp(144))).input(image(8)),
        LineChart.titled("Signals")
            .panel("a", new Line("a", List.of(0.0, 1.0), List.of(-1.0, 1.0))),
        new TwoAxes(
            "Two",
            "epoch",
            new Line("loss", List.of(1.0, 2.0), List.of(0.9, 0.3)),
            new Line("accuracy", List.of(1.0, 2.0), List.of(0.8, 0.9))));
  }
}
