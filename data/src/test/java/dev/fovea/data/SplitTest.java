package dev.fovea.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Seed;
import dev.fovea.core.shape.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {
  private static final Seed SEED = Seed.of(4);

  /** Examples whose only value is their number. */
  private static Dataset withLabels(int... labels) {
    float[] values = new float[labels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return new Dataset(
        "data",
        FloatFeatures.of(values, Shape.of(1)),
        ClassTargets.of(labels, List.of("a", "b", "c")));
  }

  private static Dataset numbered(int size) {
    return withLabels(new int[size]);
  }

  @Test
  void randomSplitKeepsEveryExampleOnce() {
    Split split = Split.random(numbered(100), 0.2, SEED);
    assertThat(split.validation().size()).isEqualTo(20);
    assertThat(split.train().size()).isEqualTo(80);
    assertThat(IntStream.concat(numbers(split.train()), numbers(split.validation())).sorted())
        .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
    assertThat(numbers(split.validation()).boxed()).isSorted();
    assertThat(split.train().name()).isEqualTo("data, train part");
    assertThat(split.validation().name()).isEqualTo("data, validation part");
  }

  @Test
  void theSeedDecides() {
    List<Integer> first = numbers(Split.random(numbered(50), 0.5, SEED).train()).boxed().toList();
    List<Integer> again = numbers(Split.random(numbered(50), 0.5, SEED).train()).boxed().toList();
    List<Integer> other =
        numbers(Split.random(numbered(50), 0.5, Seed.of(5)).train()).boxed().toList();
    assertThat(again).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void stratifiedSplitKeepsTheProportions() {
    int[] labels = new int[100];
    Arrays.fill(labels, 50, 80, 1);
    Arrays.fill(labels, 80, 100, 2);
    Split split = Split.stratified(withLabels(labels), 0.1, SEED);
    assertThat(split.validation().classTargets().counts()).containsExactly(5, 3, 2);
    assertThat(split.train().classTargets().counts()).containsExactly(45, 27, 18);
  }

  /** 25 % of 5, 6 and 2 are 1.25, 1.5 and 0.5: two classes gain the missing of three. */
  @Test
  void stratifiedSplitGivesWhatRoundingLeavesToThoseThatLostMost() {
    Split split = Split.stratified(withLabels(0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2), 0.25, SEED);
    assertThat(split.validation().size()).isEqualTo(3);
    assertThat(split.validation().classTargets().counts()).containsExactly(1, 2, 0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noGroupIsOnBothSides(long seed) {
    int[] groups = new int[90];
    SplitMix64 random = new SplitMix64(seed);
    Arrays.setAll(groups, _ -> 100 - random.nextInt(12));
    Split split = Split.byGroup(numbered(90), groups, 0.3, Seed.of(seed));

    List<Integer> train = numbers(split.train()).map(i -> groups[i]).distinct().boxed().toList();
    List<Integer> held =
        numbers(split.validation()).map(i -> groups[i]).distinct().boxed().toList();
    assertThat(train).doesNotContainAnyElementsOf(held);
    assertThat(split.train().size() + split.validation().size()).isEqualTo(90);
    assertThat(split.validation().size()).isBetween(20, 34);
  }

  @Test
  void badArgumentsAreNamed() {
    failsWith(
        () -> Split.random(numbered(10), 1.0, SEED),
        """
        split random: the fraction is out of range
          expected: above 0 and below 1
          found:    1.0\
        """);
    failsWith(
        () -> Split.random(numbered(3), 0.1, SEED),
        """
        split random: one side would be empty
          data set:   data
          train:      3 examples
          validation: 0 examples\
        """);
    failsWith(
        () -> Split.byGroup(numbered(3), new int[2], 0.5, SEED),
        """
        split by group: each example needs a group
          data set: data
          expected: 3 groups
          found:    2\
        """);
    failsWith(
        () -> Split.byGroup(numbered(3), new int[3], 0.5, SEED),
        """
        split by group: one side would be empty
          data set:   data
          train:      3 examples
          validation: 0 examples\
        """);
  }

  private static IntStream numbers(Dataset data) {
    float[] example = new float[1];
    return IntStream.range(0, data.size())
        .map(i -> {
          data.features().copy(i, example, 0);
          return (int) example[0];
        });
  }

  private static void failsWith(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
