package dev.fovea.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TransformTest {
  private static final Shape TWO_CHANNELS = Shape.of(2, 2);

  @Test
  void bytesToUnitEqualsDivisionBy255ToTheBit() {
    byte[] all = new byte[256];
    for (int i = 0; i < 256; i++) {
      all[i] = (byte) i;
    }
    float[] scaled = new float[256];
    ByteFeatures.of(all, Shape.of(256)).map(ScaleBy.bytesToUnit()).copy(0, scaled, 0);
    for (int i = 0; i < 256; i++) {
      assertThat(scaled[i]).isEqualTo(i / 255f);
    }
  }

  @Test
  void normalizesEachChannelByItsOwnNumbers() {
    Normalize normalize = new Normalize(List.of(1.0, 10.0), List.of(2.0, 5.0));
    Features bytes = ByteFeatures.of(new byte[] {1, 3, 10, 20}, TWO_CHANNELS).map(normalize);
    Features floats = FloatFeatures.of(new float[] {1, 3, 10, 20}, TWO_CHANNELS).map(normalize);
    for (Features features : List.of(bytes, floats)) {
      float[] values = new float[6];
      features.copy(0, values, 1);
      assertThat(values).containsExactly(0, 0, 1, 0, 2, 0);
    }
  }

  @Test
  void transformsOfBytesGiveTheBitsOfTransformsOfFloats() {
    SplitMix64 random = new SplitMix64(3);
    byte[] bytes = new byte[3 * 12];
    float[] floats = new float[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) random.nextLong();
      floats[i] = bytes[i] & 0xff;
    }
    Transform normalize = new Normalize(List.of(0.49, 0.48, 0.45), List.of(0.25, 0.24, 0.26));
    Shape shape = Shape.of(3, 2, 2);
    Features fromBytes =
        ByteFeatures.of(bytes, shape).select(2, 0).map(ScaleBy.bytesToUnit()).map(normalize);
    Features fromFloats =
        FloatFeatures.of(floats, shape).map(ScaleBy.bytesToUnit()).map(normalize).select(2, 0);
    for (int example = 0; example < 2; example++) {
      float[] expected = new float[12];
      float[] found = new float[12];
      fromFloats.copy(example, expected, 0);
      fromBytes.copy(example, found, 0);
      assertThat(found).isEqualTo(expected);
    }
    assertThat(fromBytes.transforms()).containsExactly(ScaleBy.bytesToUnit(), normalize);
    assertThat(fromFloats.transforms()).containsExactly(ScaleBy.bytesToUnit(), normalize);
  }

  @Test
  void fittedNormalizeGivesMeanZeroAndVarianceOne() {
    Features features = FloatFeatures.of(new float[] {1, 3, 7, 7, 5, 7, 7, 7}, TWO_CHANNELS);

    Normalize fitted = Normalize.fittedTo(features);
    assertThat(fitted.mean()).containsExactly(4.0, 7.0);
    assertThat(fitted.deviation().getFirst()).isCloseTo(Math.sqrt(5), Offset.offset(1e-15));
    assertThat(fitted.deviation().getLast()).as("a channel that never changes").isEqualTo(1.0);
  }

  @Test
  void aTransformSaysAllAboutItself() {
    assertThat(new ScaleBy(0.5).name()).isEqualTo("scale");
    assertThat(new ScaleBy(0.5).numbers()).isEqualTo(Map.of("factor", List.of(0.5)));
    Normalize normalize = Normalize.of(0.1307, 0.3081);
    assertThat(normalize.name()).isEqualTo("normalize");
    assertThat(normalize.numbers().toString()).isEqualTo("{mean=[0.1307], deviation=[0.3081]}");
  }

  @Test
  void aTransformMayChangeTheShape() {
    Transform firstOnly =
        new Transform() {
          @Override
          public String name() {
            return "first value";
          }

          @Override
          public Map<String, List<Double>> numbers() {
            return Map.of();
          }

          @Override
          public Shape outputShape(Shape example) {
            return Shape.of(1);
          }

          @Override
          public void apply(float[] from, int fromOffset, Shape example, float[] to, int toOffset) {
            to[toOffset] = from[fromOffset];
          }
        };
    Features features =
        ByteFeatures.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, TWO_CHANNELS)
            .map(new ScaleBy(2))
            .map(firstOnly);
    float[] values = new float[3];
    features.copy(1, values, 2);
    assertThat(values).containsExactly(0, 0, 10);
    assertThat(features.exampleShape()).isEqualTo(Shape.of(1));
    assertThat(features.transforms()).containsExactly(new ScaleBy(2), firstOnly);
  }

  @Test
  void channelsMustMatch() {
    Normalize three = new Normalize(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
    for (Features features :
        List.of(
            ByteFeatures.of(new byte[4], TWO_CHANNELS),
            FloatFeatures.of(new float[4], TWO_CHANNELS))) {
      assertThatThrownBy(() -> features.map(three))
          .isInstanceOf(ShapeError.class)
          .hasMessage(
              """
              normalize: the channels do not match
                example:  [2, 2]
                expected: C = 3, one channel for each mean
                but was:  C = 2\
              """);
    }
  }

  @Test
  void numbersThatCannotBeUsed() {
    assertThatThrownBy(() -> Normalize.of(0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            """
            normalize: the numbers of a channel cannot be used
              channel:  0
              expected: a finite mean and a finite deviation above 0
              found:    mean 0.0, deviation 0.0\
            """);
    assertThatThrownBy(() -> new Normalize(List.of(1.0, 2.0), List.of(1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            """
            normalize: there must be one deviation for each mean, and at least one
              means:      2
              deviations: 1\
            """);
    assertThatThrownBy(() -> new ScaleBy(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("scale: the factor is not finite\n  found: NaN");
  }

  @Test
  void valuesMustBeWholeExamples() {
    assertThatThrownBy(() -> ByteFeatures.of(new byte[7], TWO_CHANNELS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            """
            features: the values are no whole number of examples
              example:  [2, 2]
              expected: a multiple of 4 values
              found:    7 values\
            """);
  }

  @Test
  void marginPutsZerosAroundEachChannel() {
    Shape shape = Shape.of(2, 1, 2);
    Margin margin = new Margin(1);
    Features padded = ByteFeatures.of(new byte[] {1, 2, 3, 4}, shape).map(margin);
    assertThat(padded.exampleShape()).isEqualTo(Shape.of(2, 3, 4));
    float[] values = new float[25];
    Arrays.fill(values, 9);
    padded.copy(0, values, 1);
    assertThat(values)
        .containsExactly(9, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 4, 0, 0, 0, 0, 0);
    assertThat(margin.inputShape(Shape.of(2, 3, 4))).isEqualTo(shape);
    assertThatThrownBy(() -> margin.outputShape(Shape.of(6, 128)))
        .isInstanceOf(ShapeError.class)
        .hasMessageContaining("pad: the examples are no pictures");
    assertThatThrownBy(() -> margin.inputShape(Shape.of(1, 2, 8))).isInstanceOf(ShapeError.class);
    assertThatThrownBy(() -> new Margin(0))
        .hasMessage("margin: expected 1 to 4096 pixels but was 0");
  }

  @Test
  void oneChannelBecomesSeveralEqualOnes() {
    RepeatChannel colors = new RepeatChannel(3);
    Features repeated = ByteFeatures.of(new byte[] {1, 2}, Shape.of(1, 2, 1)).map(colors);
    assertThat(repeated.exampleShape()).isEqualTo(Shape.of(3, 2, 1));
    float[] values = new float[6];
    repeated.copy(0, values, 0);
    assertThat(values).containsExactly(1, 2, 1, 2, 1, 2);
    assertThat(colors.inputShape(Shape.of(3, 2, 1))).isEqualTo(Shape.of(1, 2, 1));
    assertThatThrownBy(() -> colors.outputShape(Shape.of(3, 2, 1)))
        .isInstanceOf(ShapeError.class)
        .hasMessageContaining("channels: the examples have several channels");
    assertThatThrownBy(() -> new RepeatChannel(1)).isInstanceOf(IllegalArgumentException.class);
  }
}
