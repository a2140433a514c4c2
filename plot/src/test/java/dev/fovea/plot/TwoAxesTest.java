package dev.fovea.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.nn.train.Epoch;
import dev.fovea.nn.train.History;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class TwoAxesTest {
  private static final String LEFT = "#1f66c7";
  private static final String RIGHT = "#e07b00";

  @Test
  void numbersEachAxisInTheColorOfItsLine() {
    Svg svg = Svg.of(TwoAxes.of(history(3), "loss", "val_accuracy").title("LeNet-5"));
    assertThat(svg.texts()).contains("LeNet-5", "epoch", "1", "2", "3");
    assertThat(svg.textsIn(LEFT)).containsExactly("0.2", "0.4", "0.6", "0.8", "1.0", "loss");
    assertThat(svg.textsIn(RIGHT)).contains("0.92", "0.96", "validation accuracy");
    assertThat(svg.elements("circle")).hasSize(6);
  }

  @Test
  void drawsASingleEpoch() {
    Svg svg = Svg.of(TwoAxes.of(history(1), "loss", "val_accuracy"));
    assertThat(svg.texts()).contains("1", "epoch");
    assertThat(svg.elements("circle")).isNotEmpty();
  }

  @Test
  void neverNumbersHalfAnEpoch() {
    assertThat(Svg.of(TwoAxes.of(history(2), "loss", "val_accuracy")).texts())
        .contains("1", "2")
        .doesNotContain("1.5", "1.2");
  }

  @Test
  void refusesWhatCannotBeDrawn() {
    assertThatThrownBy(() -> TwoAxes.of(History.empty(), "loss", "val_accuracy"))
        .hasMessage(
            """
            two axes: nothing to draw
              expected: at least one epoch
              but was:  0\
            """);
    assertThatThrownBy(() -> TwoAxes.of(history(2), "loss", "f1"))
        .hasMessage("no figure f1: expected one of [loss, val_accuracy]");
    Line line = new Line("loss", List.of(1.0), List.of(1.0));
    Line broken = new Line("accuracy", List.of(1.0), List.of(Double.NaN));
    assertThatThrownBy(() -> new TwoAxes("", "epoch", line, broken))
        .hasMessage(
            """
            two axes: accuracy: nothing to draw
              expected: a finite value
              but was:  1 values, none finite\
            """);
  }

  private static History history(int epochs) {
    History history = History.empty();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      SequencedMap<String, Double> values = new LinkedHashMap<>();
      values.put("loss", 0.9 / epoch);
      values.put("val_accuracy", 0.9 + 0.02 * epoch);
      history = history.plus(new Epoch(epoch, values));
    }
    return history;
  }
}
