package dev.fovea.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.bench.run.Rival;
import dev.fovea.bench.side.RunMode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTableTest {
  private final StringWriter text = new StringWriter();
  private final ComparisonTable table = new ComparisonTable(new PrintWriter(text, true));

  @Test
  void takesTheGeometricMeanOfTheSmallModels() {
    table.means(List.of(one("har", 2, 0), one("mlp", 8, 0), one("resnet18", 100, 0)));
    assertThat(text.toString())
        .contains(
            "train against libtorch: 4.00 times as fast, geometric mean of 2 small models; least"
                + " 2.00");
  }

  @Test
  void warnsWhereRoundsDifferTooMuch() {
    table.warnings(List.of(one("har", 2, 0.1), one("mlp", 8, 0.3)));
    assertThat(text.toString()).contains("warning: in 1 of 2 comparisons");
  }

  @Test
  void saysNothingOfRoundsThatAgree() {
    table.warnings(List.of(one("har", 2, 0.1)));
    assertThat(text.toString()).doesNotContain("warning");
  }

  private static Comparison one(String model, double ratio, double spread) {
    return new Comparison(
        model,
        RunMode.TRAIN,
        8,
        1,
        1,
        Rival.LIBTORCH,
        ratio,
        ratio,
        0,
        spread,
        Map.of(),
        1,
        1,
        1,
        1,
        1,
        1,
        1);
  }
}
