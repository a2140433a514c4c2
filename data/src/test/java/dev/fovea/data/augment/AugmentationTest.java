package dev.fovea.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.Seed;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import dev.fovea.data.Augmentation;
import dev.fovea.data.Augmented;
import dev.fovea.data.ClassTargets;
import dev.fovea.data.Dataset;
import dev.fovea.data.FloatFeatures;
import dev.fovea.data.Loader;
import dev.fovea.data.Mixup;
import dev.fovea.data.SplitMix64;
import dev.fovea.nn.train.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static final Shape PICTURE = Shape.of(2, 3, 4);

  private static float[] counted(Shape shape) {
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i + 1;
    }
    return values;
  }

  private static float[] apply(Augmentation step, Shape shape, long seed) {
    float[] to = new float[shape.size()];
    Arrays.fill(to, Float.NaN);
    step.apply(counted(shape), shape, to, new SplitMix64(seed));
    return to;
  }

  // ---- exact ----

  @Test
  void flipsAreExact() {
    assertThat(apply(new RandomFlip(true, 1), PICTURE, 1))
        .containsExactly(
            4, 3, 2, 1, 8, 7, 6, 5, 12, 11, 10, 9, 16, 15, 14, 13, 20, 19, 18, 17, 24, 23, 22, 21);
    assertThat(apply(new RandomFlip(false, 1), PICTURE, 1))
        .containsExactly(
            9, 10, 11, 12, 5, 6, 7, 8, 1, 2, 3, 4, 21, 22, 23, 24, 17, 18, 19, 20, 13, 14, 15, 16);
    assertThat(apply(new RandomFlip(true, 0), PICTURE, 1)).isEqualTo(counted(PICTURE));
  }

  /** Each crop is one of the nine pieces of the picture with a margin; all nine come. */
  @Test
  void cropsAreExact() {
    Map<String, Integer> seen = new HashMap<>();
    for (int seed = 0; seed < 900; seed++) {
      seen.merge(Arrays.toString(apply(new RandomCrop(1, -7), PICTURE, seed)), 1, Integer::sum);
    }
    Set<String> expected = new HashSet<>();
    for (int down = -1; down <= 1; down++) {
      for (int right = -1; right <= 1; right++) {
        float[] moved = new float[24];
        for (int i = 0; i < 24; i++) {
          int y = i / 4 % 3 - down;
          int x = i % 4 - right;
          boolean isInside = y >= 0 && y < 3 && x >= 0 && x < 4;
          moved[i] = isInside ? i / 12 * 12 + y * 4 + x + 1 : -7;
        }
        expected.add(Arrays.toString(moved));
      }
    }
    assertThat(seen.keySet()).isEqualTo(expected);
    assertThat(seen.values()).allSatisfy(count -> assertThat(count).isBetween(60, 140));
  }

  @Test
  void cropsBeyondThePictureAreEmpty() {
    for (int seed = 0; seed < 200; seed++) {
      assertThat(apply(new RandomCrop(9, 0), PICTURE, seed)).doesNotContain(Float.NaN);
    }
  }

  @Test
  void shiftsAreExact() {
    Shape signal = Shape.of(2, 5);
    Set<String> plain = new HashSet<>();
    Set<String> cyclic = new HashSet<>();
    for (int seed = 0; seed < 200; seed++) {
      plain.add(Arrays.toString(apply(TimeShift.of(1), signal, seed)));
      cyclic.add(Arrays.toString(apply(new TimeShift(1, true), signal, seed)));
    }
    assertThat(plain)
        .containsExactlyInAnyOrder(
            "[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0]",
            "[0.0, 1.0, 2.0, 3.0, 4.0, 0.0, 6.0, 7.0, 8.0, 9.0]",
            "[2.0, 3.0, 4.0, 5.0, 0.0, 7.0, 8.0, 9.0, 10.0, 0.0]");
    assertThat(cyclic)
        .containsExactlyInAnyOrder(
            "[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0]",
            "[5.0, 1.0, 2.0, 3.0, 4.0, 10.0, 6.0, 7.0, 8.0, 9.0]",
            "[2.0, 3.0, 4.0, 5.0, 1.0, 7.0, 8.0, 9.0, 10.0, 6.0]");
    for (int seed = 0; seed < 200; seed++) {
      assertThat(apply(TimeShift.of(50), signal, seed)).doesNotContain(Float.NaN);
      assertThat(apply(new TimeShift(50, true), signal, seed))
          .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }
  }

  @Test
  void affineWithoutRangeChangesNothing() {
    assertThat(apply(new RandomAffine(0, 0, 1, 1, 0, 0), PICTURE, 5)).isEqualTo(counted(PICTURE));
  }

  /** A picture whose values are a plane stays a plane where nothing comes from outside. */
  @Test
  void rotationTurnsAPlane() {
    Shape shape = Shape.of(1, 21, 21);
    float[] from = new float[441];
    for (int i = 0; i < 441; i++) {
      from[i] = i % 21 - 10; // the distance from the center to the right
    }
    float[] to = new float[441];
    for (int seed = 0; seed < 50; seed++) {
      RandomAffine.rotation(45).apply(from, shape, to, new SplitMix64(seed));
      double cos = to[10 * 21 + 11];
      double sin = to[11 * 21 + 10];
      assertThat(cos * cos + sin * sin).isCloseTo(1, within(1e-5));
      assertThat(cos).isGreaterThan(0.7);
      assertThat((double) to[13 * 21 + 6]).isCloseTo(-4 * cos + 3 * sin, within(1e-4));
    }
  }

  // ---- statistical ----

  @Test
  void everySecondPictureIsFlipped() {
    int flipped = 0;
    for (int seed = 0; seed < 1000; seed++) {
      flipped += apply(RandomFlip.horizontal(), PICTURE, seed)[0] == 4 ? 1 : 0;
    }
    assertThat(flipped).isBetween(440, 560);
  }

  @Test
  void noiseHasItsDeviation() {
    Shape shape = Shape.of(20_000);
    float[] to = apply(new Noise(0.5), shape, 3);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < to.length; i++) {
      double added = to[i] - (i + 1);
      sum += added;
      squares += added * added;
    }
    assertThat(sum / to.length).isCloseTo(0, within(0.02));
    assertThat(Math.sqrt(squares / to.length)).isCloseTo(0.5, within(0.02));
  }

  @Test
  void erasingCoversOneRectangleOfTheAskedSize() {
    Shape shape = Shape.of(3, 32, 32);
    int erased = 0;
    double covered = 0;
    for (int seed = 0; seed < 400; seed++) {
      float[] to = apply(new RandomErasing(0.5, 0.1, 0.3, -1), shape, seed);
      int count = 0;
      for (int i = 0; i < 1024; i++) {
        assertThat(to[1024 + i] == -1).isEqualTo(to[i] == -1);
        count += to[i] == -1 ? 1 : 0;
      }
      if (count > 0) {
        erased++;
        covered += count / 1024.0;
        assertThat(count / 1024.0).isBetween(0.08, 0.33);
      }
    }
    assertThat(erased).isBetween(160, 240);
    assertThat(covered / erased).isCloseTo(0.2, within(0.02));
  }

  @Test
  void jitterMovesMeanAndSpread() {
    for (int seed = 0; seed < 100; seed++) {
      float[] from = counted(PICTURE);
      float[] brighter = apply(new ColorJitter(3, 0, 0), PICTURE, seed);
      float added = brighter[0] - from[0];
      assertThat(added).isBetween(-3f, 3f);
      for (int i = 0; i < from.length; i++) {
        assertThat(brighter[i] - from[i]).isCloseTo(added, within(1e-4f));
      }
      float[] harsher = apply(new ColorJitter(0, 0.5, 0), PICTURE, seed);
      double factor = (harsher[23] - 12.5) / 11.5;
      assertThat(factor).isBetween(0.5, 1.5);
      assertThat((harsher[0] - 12.5) / -11.5).isCloseTo(factor, within(1e-5));
      float[] paler = apply(new ColorJitter(0, 0, 1), PICTURE, seed);
      assertThat(paler[0] + paler[12]).isCloseTo(from[0] + from[12], within(1e-4f));
    }
  }

  @Test
  void scalingIsByOneFactor() {
    float[] to = apply(new RandomScale(0.5, 2), Shape.of(2, 5), 9);
    assertThat(to[0]).isBetween(0.5f, 2f);
    for (int i = 0; i < 10; i++) {
      assertThat(to[i]).isCloseTo((i + 1) * to[0], within(1e-5f));
    }
  }

  // ---- chance ----

  private static Dataset pictures(int size) {
    Shape shape = Shape.of(1, 6, 6);
    float[] values = new float[size * 36];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return new Dataset(
        "pictures",
        FloatFeatures.of(values, shape),
        ClassTargets.of(new int[size], List.of("only")));
  }

  private static Map<Integer, List<Float>> byExample(Iterable<Batch> batches, int[] order) {
    Map<Integer, List<Float>> read = new HashMap<>();
    int at = 0;
    for (Batch batch : batches) {
      float[] values = batch.inputs().toFloatArray();
      for (int i = 0; i < batch.size(); i++) {
        List<Float> example = new ArrayList<>();
        for (int j = 0; j < 36; j++) {
          example.add(values[36 * i + j]);
        }
        read.put(order[at++], example);
      }
    }
    return read;
  }

  @Test
  void dependsOnSeedEpochAndExampleAlone() {
    Augmentation[] steps = {
      RandomCrop.padded(2), RandomFlip.horizontal(), new Noise(0.1), RandomErasing.of(0.5)
    };
    Loader loader = Loader.of(pictures(50), 8).shuffled(Seed.of(5)).augmented(steps);
    Map<Integer, List<Float>> first = byExample(loader.epoch(2), loader.order(2));
    for (int prefetch : new int[] {0, 1, 7}) {
      Loader other = loader.prefetching(prefetch);
      assertThat(byExample(other.epoch(2), other.order(2))).isEqualTo(first);
    }
    Loader wider = Loader.of(pictures(50), 50).shuffled(Seed.of(5)).augmented(steps);
    assertThat(byExample(wider.epoch(2), wider.order(2))).isEqualTo(first);
    assertThat(
            byExample(
                Augmented.of(pictures(50), steps).shuffled(8, Seed.of(5).split(2)),
                loader.order(2)))
        .isEqualTo(first);
    assertThat(byExample(loader.epoch(3), loader.order(3))).isNotEqualTo(first);
    Loader otherSeed = loader.shuffled(Seed.of(6));
    assertThat(byExample(otherSeed.epoch(2), otherSeed.order(2))).isNotEqualTo(first);
  }

  @Test
  void mixupBlendsInputsAndClassesAlike() {
    int size = 40;
    float[] values = new float[size];
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      labels[i] = i % 2;
      values[i] = labels[i];
    }
    Dataset data =
        new Dataset(
            "two",
            FloatFeatures.of(values, Shape.of(1)),
            ClassTargets.of(labels, List.of("zero", "one")));
    Loader loader = Loader.of(data, 10).shuffled(Seed.of(3)).mixed(new Mixup(0.4));
    List<Float> read = new ArrayList<>();
    for (Batch batch : loader.epoch(0)) {
      float[] inputs = batch.inputs().toFloatArray();
      float[] targets = batch.targets().toFloatArray();
      assertThat(batch.targets().shape()).isEqualTo(Shape.of(10, 2));
      for (int i = 0; i < 10; i++) {
        // An input is its class, so the blended input is the share of class one.
        assertThat(targets[2 * i + 1]).isCloseTo(inputs[i], within(1e-6f));
        assertThat(targets[2 * i] + targets[2 * i + 1]).isCloseTo(1, within(1e-6f));
        read.add(inputs[i]);
      }
    }
    assertThat(read).anyMatch(value -> value > 0.001f && value < 0.999f);
    List<Float> again = new ArrayList<>();
    for (Batch batch : Augmented.of(data).mixed(new Mixup(0.4)).shuffled(10, Seed.of(3).split(0))) {
      for (float value : batch.inputs().toFloatArray()) {
        again.add(value);
      }
    }
    assertThat(again).isEqualTo(read);
  }

  /** Beta(α, α) has mean ½ and variance 1 / (4·(2α + 1)). */
  @Test
  void sharesOfMixupAreOfBeta() {
    for (double alpha : new double[] {0.1, 0.4, 1}) {
      double sum = 0;
      double squares = 0;
      int draws = 0;
      for (int seed = 0; seed < 4000; seed++) {
        Loader loader =
            Loader.of(pair(), 2).prefetching(0).shuffled(Seed.of(seed)).mixed(new Mixup(alpha));
        float share = loader.epoch(0).iterator().next().targets().toFloatArray()[0];
        // Of a pair that was blended with itself nothing can be told.
        if ((share != 1 && share != 0) || alpha < 0.2) {
          sum += share;
          squares += (share - 0.5) * (share - 0.5);
          draws++;
        }
      }
      assertThat(draws).isGreaterThan(1000);
      assertThat(sum / draws).isCloseTo(0.5, within(0.05));
      if (alpha >= 0.2) {
        assertThat(squares / draws).isCloseTo(1 / (4 * (2 * alpha + 1)), within(0.02));
      }
    }
  }

  private static Dataset pair() {
    return new Dataset(
        "pair",
        FloatFeatures.of(new float[] {0, 1}, Shape.of(1)),
        ClassTargets.of(new int[] {0, 1}, List.of("zero", "one")));
  }

  @Test
  void evaluationReadsExamplesAsTheyAre() {
    Dataset data = pictures(10);
    Augmented augmented = Augmented.of(data, new Noise(1));
    float[] read = augmented.inOrder(10).iterator().next().inputs().toFloatArray();
    assertThat(read).isEqualTo(data.all().inputs().toFloatArray());
  }

  @Test
  void examplesOfOtherShapesAreRefused() {
    assertThatThrownBy(() -> Augmented.of(pictures(2), TimeShift.of(2)))
        .isInstanceOf(ShapeError.class)
        .hasMessage(
            """
            shift: the examples are no signals
              expected: [C, T]
              but was:  [1, 6, 6]\
            """);
    assertThatThrownBy(() -> new RandomFlip(true, 1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            """
            flip: the probability is out of range
              expected: 0.0 to 1.0
              found:    1.5\
            """);
    assertThatThrownBy(() -> Loader.of(pictures(2), 1).augmented(new Noise(1)))
        .hasMessage(
            """
            loader: augmentation needs a seed
              data set: pictures
              expected: shuffled(seed) before augmented(…)\
            """);
  }
}
