package dev.fovea.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Seed;
import dev.fovea.core.shape.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExamplesTest {
  private static Dataset numbered(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = i;
    }
    int[] labels = IntStream.range(0, size).map(i -> i % 2).toArray();
    return new Dataset(
        "numbers",
        FloatFeatures.of(values, Shape.of(1)),
        ClassTargets.of(labels, List.of("even", "odd")));
  }

  @Test
  void groupsStayTogether() {
    int[] groups = IntStream.range(0, 60).map(i -> i / 6).toArray();
    Examples.Parts parts = Examples.of(numbered(60), Groups.of(groups)).split(0.3, Seed.of(1));
    assertThat(parts.heldOut().data().size()).isEqualTo(18);
    Set<Integer> held = groupsOf(parts.heldOut());
    assertThat(held).hasSize(3).doesNotContainAnyElementsOf(groupsOf(parts.kept()));
    float[] values = parts.heldOut().data().all().inputs().toFloatArray();
    for (int i = 0; i < values.length; i++) {
      assertThat(parts.heldOut().groups().orElseThrow().numbers()[i])
          .isEqualTo((int) values[i] / 6);
    }
  }

  private static Set<Integer> groupsOf(Examples examples) {
    return new HashSet<>(Arrays.stream(examples.groups().orElseThrow().numbers()).boxed().toList());
  }

  @Test
  void classesAreSplitAlikeWithoutGroups() {
    Examples.Parts parts = Examples.of(numbered(40)).split(0.25, Seed.of(1));
    assertThat(parts.heldOut().data().classTargets().counts()).containsExactly(5, 5);
    assertThat(parts.kept().data().contentHash())
        .isEqualTo(Split.stratified(numbered(40), 0.25, Seed.of(1)).train().contentHash());
  }

  @Test
  void eachExampleNeedsAGroup() {
    assertThatThrownBy(() -> Examples.of(numbered(4), Groups.of(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            """
            examples: each example needs a group
              data set: numbers
              expected: 4 groups
              found:    2\
            """);
  }

  @Test
  void namedGroupsGetNumbers() {
    Groups groups = Groups.named(List.of("b", "a", "b", "c"));
    assertThat(groups.numbers()).containsExactly(0, 1, 0, 2);
    assertThat(groups.count()).isEqualTo(3);
    assertThat(groups.concat(Groups.of(2, 9)).numbers()).containsExactly(0, 1, 0, 2, 2, 9);
  }
}
