package dev.fovea.core.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoldensTest {

  private final Goldens goldens = Goldens.ofCore();

  @ParameterizedTest
  @CsvSource({
    "convolution, 39",
    "transposed-convolution, 14",
    "pooling, 49",
    "matmul, 13",
    "arithmetic, 45",
    "elementwise, 21",
    "comparison, 16",
    "reduction, 67",
    "activation, 22",
    "softmax, 14",
    "normalization, 23",
    "movement, 44",
    "indexing, 8",
  })
  void everyFileIsWhole(String family, int count) {
    List<Case> cases = goldens.cases(family);

    assertThat(cases).hasSize(count);
    assertThat(cases).extracting(Case::name).doesNotHaveDuplicates();
    for (Case c : cases) {
      assertGradientsFit(c);
    }
  }

  /** That data fit their own shape, {@link Array} checks itself. */
  private static void assertGradientsFit(Case c) {
    assertThat(c.gradOut().isPresent()).as(c.name()).isEqualTo(!c.gradients().isEmpty());
    c.gradOut().ifPresent(g -> assertThat(g.shape()).as(c.name()).isEqualTo(c.output().shape()));
    assertShapesOfInputs(c, c.gradients());

    assertThat(c.v().isPresent()).as(c.name()).isEqualTo(!c.secondGradients().isEmpty());
    Array first = c.inputs().values().iterator().next();
    c.v().ifPresent(v -> assertThat(v.shape()).as(c.name()).isEqualTo(first.shape()));
    assertShapesOfInputs(c, c.secondGradients());
  }

  private static void assertShapesOfInputs(Case c, Map<String, Array> gradients) {
    gradients.forEach((input, gradient) ->
        assertThat(gradient.shape())
            .as("%s: %s", c.name(), input)
            .isEqualTo(c.input(input).shape()));
  }

  @Test
  void aCaseReadsAsItWasWritten() {
    Case c =
        goldens.cases("convolution", "conv2d").stream()
            .filter(each -> each.name().contains("asymmetric"))
            .findFirst()
            .orElseThrow();

    assertThat(c.integers("stride")).containsExactly(2, 1);
    assertThat(c.padding()).isDeepEqualTo(new int[][] {{1, 1}, {0, 2}});
    assertThat(c.integer("groups")).isEqualTo(2);
    assertThat(c.has("paddingName")).isFalse();
    assertThat(c.input("x")).hasToString("float[2, 4, 7, 5]");
    assertThat(c.input("weight")).hasToString("float[6, 2, 3, 3]");
    assertThat(c.output()).hasToString("float[2, 6, 4, 5]");
    assertThat(c.gradients()).containsOnlyKeys("x", "weight", "bias");
    assertThat(c.secondGradients()).containsOnlyKeys("x", "weight", "bias");
  }

  @Test
  void inputsAreExactInFloat32() {
    for (Case c : goldens.cases("activation")) {
      double[] data = c.input("x").data();
      float[] floats = c.input("x").floats();
      for (int i = 0; i < data.length; i++) {
        assertThat((double) floats[i]).isEqualTo(data[i]);
      }
    }
  }

  @Test
  void wholeNumbersAndFlagsCarryTheirType() {
    Case lookup = goldens.cases("indexing", "gather_rows").getFirst();
    assertThat(lookup.input("indices")).hasToString("int64[8]");
    assertThat(lookup.input("indices").longs()).hasSize(8).containsOnly(0, 1, 2, 3);
    assertThat(lookup.gradients()).containsOnlyKeys("weight");

    Case less = goldens.cases("comparison", "less").getFirst();
    assertThat(less.output().dtype()).isEqualTo("bool");
    assertThat(less.output().longs()).containsOnly(0, 1);
  }

  @Test
  void batchNormalizationCarriesItsRunningStatistics() {
    for (Case c : goldens.cases("normalization", "batch_norm")) {
      if (c.flag("training")) {
        assertThat(c.extraOutputs()).containsOnlyKeys("runningMean", "runningVar");
      } else {
        assertThat(c.extraOutputs()).isEmpty();
      }
      assertThat(c.number("momentum")).isBetween(0.1, 0.3);
    }
  }

  @Test
  void whatIsMissingIsNamed() {
    Case c = goldens.cases("softmax").getFirst();

    assertThatThrownBy(() -> goldens.cases("no-such"))
        .hasMessage("no golden file /goldens/no-such.json.gz");
    assertThatThrownBy(() -> goldens.cases("softmax", "sparsemax"))
        .hasMessage("goldens 'softmax' have no op 'sparsemax'");
    assertThatThrownBy(() -> c.integer("axes"))
        .hasMessage("golden has no field 'axes', only [axis]");
    assertThatThrownBy(() -> c.input("y"))
        .hasMessage("golden 'softmax [3, 7] axis 1' has no input 'y', only [x]");
    assertThatThrownBy(() -> c.gradient("y"))
        .hasMessage("golden 'softmax [3, 7] axis 1' has no gradient 'y', only [x]");
    assertThatThrownBy(() -> new Array(new int[] {2, 3}, new double[5], "float"))
        .hasMessage("shape [2, 3] holds 6 numbers, but there are 5");
  }
}
