package dev.fovea.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Seed;
import dev.fovea.core.shape.Shape;
import dev.fovea.data.Dataset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SyntheticDigitsTest {
  private static final SyntheticDigits DIGITS = SyntheticDigits.of(Seed.of(42));

  /** Held fixed: runs and models name their data by this hash. */
  @Test
  void theSameBytesOnEveryMachineAndInEveryVersion() {
    assertThat(DIGITS.train(200).contentHash())
        .isEqualTo("e4dfec94a4eed86f0d7242ee6531a13e2749db3dc5aa365133564d90c616da6d");
    assertThat(DIGITS.test(50).contentHash())
        .isEqualTo("a698b75b3cdac1136a6ed75a8015811bb33c3fa60ffdb5da4853cbcde92263b6");
  }

  @Test
  void anImageDoesNotDependOnTheCount() {
    Dataset few = DIGITS.train(7);
    Dataset many = DIGITS.train(25);
    assertThat(many.classTargets().labels()).startsWith(few.classTargets().labels());
    for (int i = 0; i < 7; i++) {
      assertThat(image(many, i)).isEqualTo(image(few, i));
    }
  }

  @Test
  void everyTenImagesAreTheTenDigits() {
    Dataset digits = DIGITS.train(1000);
    assertThat(digits.classTargets().counts()).containsOnly(100);
    assertThat(digits.take(10).classTargets().counts()).containsOnly(1);
    assertThat(digits.skip(370).take(10).classTargets().counts()).containsOnly(1);
  }

  @Test
  void noImageComesTwice() {
    Set<String> seen = new HashSet<>();
    for (Dataset part :
        new Dataset[] {
          DIGITS.train(2000), DIGITS.test(500), SyntheticDigits.of(Seed.of(43)).train(500)
        }) {
      for (int i = 0; i < part.size(); i++) {
        seen.add(Arrays.toString(image(part, i)));
      }
    }
    assertThat(seen).hasSize(3000);
  }

  @Test
  void imagesAreWhiteOnBlackWithTheDigitInside() {
    Dataset digits = DIGITS.train(2000);
    assertThat(digits.exampleShape()).isEqualTo(Shape.of(1, 28, 28));
    for (int i = 0; i < digits.size(); i++) {
      float[] image = image(digits, i);
      double inked = 0;
      double onTheEdge = 0;
      for (int pixel = 0; pixel < image.length; pixel++) {
        assertThat(image[pixel]).isBetween(0f, 255f);
        boolean ink = image[pixel] > 100;
        int row = pixel / 28;
        int column = pixel % 28;
        inked += ink ? 1 : 0;
        onTheEdge += ink && (row == 0 || row == 27 || column == 0 || column == 27) ? 1 : 0;
      }
      assertThat(inked).as("inked pixels of image %d", i).isBetween(12.0, 330.0);
      assertThat(onTheEdge).as("inked pixels on the edge of image %d", i).isLessThan(9);
    }
  }

  /**
   * The digits can be told apart, but not too easily: the class whose mean image is nearest is
   * right for clearly more than a guess, and clearly less than all.
   */
  @Test
  void nearestMeanImageIsRightForSomeButNotAll() {
    Dataset train = DIGITS.train(2000);
    Dataset test = DIGITS.test(500);
    double[][] means = new double[10][28 * 28];
    for (int i = 0; i < train.size(); i++) {
      float[] image = image(train, i);
      for (int pixel = 0; pixel < image.length; pixel++) {
        means[train.classTargets().label(i)][pixel] += image[pixel] / 200;
      }
    }
    int right = 0;
    for (int i = 0; i < test.size(); i++) {
      right += nearest(means, image(test, i)) == test.classTargets().label(i) ? 1 : 0;
    }
    assertThat(right).isBetween(250, 425);
  }

  @Test
  void theCountMustBePossible() {
    assertThatThrownBy(() -> DIGITS.train(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            """
            synthetic digits: the number of images is out of range
              expected: 1 to 2739137
              found:    0\
            """);
  }

  private static int nearest(double[][] means, float[] image) {
    int best = 0;
    double least = Double.MAX_VALUE;
    for (int digit = 0; digit < means.length; digit++) {
      double distance = 0;
      for (int pixel = 0; pixel < image.length; pixel++) {
        double difference = image[pixel] - means[digit][pixel];
        distance += difference * difference;
      }
      if (distance < least) {
        least = distance;
        best = digit;
      }
    }
    return best;
  }

  private static float[] image(Dataset digits, int example) {
    float[] image = new float[28 * 28];
    digits.features().copy(example, image, 0);
    return image;
  }
}
