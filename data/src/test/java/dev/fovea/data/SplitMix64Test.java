package dev.fovea.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SplitMix64Test {

  /**
   * The first outputs for seed 1234567 as published at
   * rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64.
   */
  @Test
  void givesThePublishedNumbers() {
    SplitMix64 random = new SplitMix64(1234567);
    assertThat(IntStream.range(0, 5).mapToObj(_ -> Long.toUnsignedString(random.nextLong())))
        .containsExactly(
            "6457827717110365317",
            "3203168211198807973",
            "9817491932198370423",
            "4593380528125082431",
            "16408922859458223821");
  }

  @Test
  void keysMakeGeneratorsOfTheirOwn() {
    long[] firsts = new long[1000];
    Arrays.setAll(firsts, i -> SplitMix64.keyed(7, i / 100, i % 100).nextLong());
    assertThat(Arrays.stream(firsts).distinct().count()).isEqualTo(1000);
    assertThat(SplitMix64.keyed(7, 3, 4).nextLong()).isEqualTo(firsts[304]);
  }

  @Test
  void boundedNumbersAreEven() {
    SplitMix64 random = new SplitMix64(5);
    int[] counts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      counts[random.nextInt(7)]++;
    }
    // Standard deviation of a count: sqrt(70000 * 1/7 * 6/7) = 93.
    assertThat(Arrays.stream(counts).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(9_600, 10_400));
  }

  @Test
  void boundMustBePositive() {
    assertThatThrownBy(() -> new SplitMix64(1).nextInt(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bound must be positive but was 0");
  }

  @Test
  void bellHasMeanZeroAndVarianceOne() {
    SplitMix64 random = new SplitMix64(9);
    double[] values = new double[100_000];
    Arrays.setAll(values, _ -> random.nextBell());
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance = Arrays.stream(values).map(v -> v * v).average().orElseThrow();
    assertThat(mean).isCloseTo(0, Offset.offset(0.015));
    assertThat(variance).isCloseTo(1, Offset.offset(0.02));
    assertThat(Arrays.stream(values).map(Math::abs).max().orElseThrow()).isBetween(2.9, 3.47);
  }

  @Test
  void everyOrderOfThreeIsEquallyLikely() {
    SplitMix64 random = new SplitMix64(11);
    int[] counts = new int[6];
    for (int i = 0; i < 60_000; i++) {
      int[] order = random.permutation(3);
      counts[order[0] * 2 + (order[1] > order[2] ? 1 : 0)]++;
    }
    // Standard deviation of a count: sqrt(60000 * 1/6 * 5/6) = 91.
    assertThat(Arrays.stream(counts).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(9_600, 10_400));
  }
}
