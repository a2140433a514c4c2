package dev.fovea.nn.neighbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.Engine;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NearestNeighborsTest {
  private static final Tensor POINTS =
      Tensor.of(new float[] {0, 0, 3, 0, 0, 4, 3, 4, 2.1f, 2.1f}, 5, 2);
  private static final Tensor LABELS = Tensor.of(new int[] {0, 1, 2, 1, 0}, 5);

  @Test
  void theDistancesDiffer() {
    Tensor query = Tensor.of(new float[] {0, 0}, 1, 2);
    NearestNeighbors all = NearestNeighbors.of(POINTS, LABELS).k(5);
    assertThat(all.find(query).getFirst())
        .extracting(Neighbor::example)
        .containsExactly(0, 4, 1, 2, 3);
    assertThat(all.find(query).getFirst().getLast().distance()).isEqualTo(5);
    List<Neighbor> byL1 = all.distance(Distance.L1).find(query).getFirst();
    assertThat(byL1).extracting(Neighbor::example).containsExactly(0, 1, 2, 4, 3);
    assertThat(byL1.getLast().distance()).isEqualTo(7);
  }

  @Test
  void theMostNeighborsDecideAndTheFirstOfEquallyMany() {
    NearestNeighbors three = NearestNeighbors.of(POINTS, LABELS).k(3);
    Tensor query = Tensor.of(new float[] {2, 1, 0, 3}, 2, 2);
    // of (2, 1): points 4, 1 and 0; of (0, 3): points 2, 4 and 0 or 3, both 3 away
    assertThat(three.predict(query).toFloatArray())
        .containsExactly(new float[] {2 / 3f, 1 / 3f, 0, 2 / 3f, 0, 1 / 3f}, within(1e-6f));
  }

  @ParameterizedTest
  @EnumSource(Distance.class)
  void manyAreFoundAsOneByOne(Distance distance) {
    RandomGenerator random = Seed.of(3).generator();
    int features = 19;
    float[] known = numbers(random, 5000 * features);
    float[] asked = numbers(random, 700 * features);
    // Some of them twice: of equally near ones the first is found.
    System.arraycopy(known, 0, known, 4500 * features, 300 * features);
    System.arraycopy(known, 0, asked, 0, 300 * features);
    Tensor labels = Tensor.of(new int[5000], 5000);
    NearestNeighbors all =
        NearestNeighbors.of(Tensor.of(known, 5000, features), labels).distance(distance).k(7);
    List<List<Neighbor>> found = all.find(Tensor.of(asked, 700, features));
    assertThat(found).hasSize(700);
    for (int i = 0; i < 700; i += 13) {
      assertThat(found.get(i)).isEqualTo(slowly(distance, known, asked, i, features));
    }
    Engine other = Engine.current().withThreads(1);
    assertThat(other.run(() -> all.find(Tensor.of(asked, 700, features)))).isEqualTo(found);
  }

  private static float[] numbers(RandomGenerator random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  private static List<Neighbor> slowly(
      Distance distance, float[] known, float[] asked, int query, int features) {
    List<Neighbor> all = new ArrayList<>();
    for (int i = 0; i < known.length / features; i++) {
      double sum = 0;
      for (int f = 0; f < features; f++) {
        double difference = (double) asked[query * features + f] - known[i * features + f];
        sum += distance == Distance.L1 ? Math.abs(difference) : difference * difference;
      }
      all.add(new Neighbor(i, distance == Distance.L1 ? sum : Math.sqrt(sum)));
    }
    all.sort(Comparator.comparingDouble(Neighbor::distance).thenComparingInt(Neighbor::example));
    return all.subList(0, 7);
  }

  @Test
  void whatCannotBeComparedIsRefused() {
    NearestNeighbors one = NearestNeighbors.of(POINTS, LABELS);
    assertThatThrownBy(() -> one.k(6))
        .hasMessage(
            "nearest neighbors: expected k from 1 to 5, as many as there are examples, but was 6");
    assertThatThrownBy(() -> one.find(Tensor.of(new float[3], 1, 3)))
        .hasMessage(
            """
            nearest neighbors: the queries are not like the known examples
              queries:  [1, 3]
              expected: 2 numbers each
              but was:  3\
            """);
    assertThatThrownBy(() -> one.find(Tensor.of(new float[] {1, 2, 3, Float.NaN}, 2, 2)))
        .hasMessage(
            """
            nearest neighbors: a number is not finite
              example:  1
              expected: a finite number
              found:    NaN\
            """);
    assertThatThrownBy(() -> NearestNeighbors.of(POINTS, Tensor.of(new int[4], 4)))
        .hasMessage(
            """
            nearest neighbors: each example needs a class
              examples: [5, 2]
              labels:   [4] int32
              expected: [5] int32 or int64\
            """);
  }
}
