package dev.fovea.plot.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Rectangle2D;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TypefaceTest {
  @ParameterizedTest
  @EnumSource(Weight.class)
  void hasTheLettersAndSignsThatChartsUse(Weight weight) {
    Typeface face = Typeface.of(weight);
    Rectangle2D missing = face.outline("\uE000", 100).getBounds2D();
    assertThat(missing.isEmpty()).isFalse();
    Stream.of("ABCXYZabcxyz0123456789%.,:;()[]/", "äöüßéçñÅØłőžş", "αβγΔΩ", "Привет", "→±−×–…∞·≤≥")
        .flatMap(text -> text.codePoints().mapToObj(Character::toString))
        .forEach(c -> assertThat(face.outline(c, 100).getBounds2D()).as(c).isNotEqualTo(missing));
  }

  @ParameterizedTest
  @EnumSource(Weight.class)
  void measuresWhatItDraws(Weight weight) {
    Typeface face = Typeface.of(weight);
    String text = "Validation accuracy 0.9876";
    Rectangle2D box = face.outline(text, 20).getBounds2D();
    assertThat(box.getMaxX()).isBetween(face.width(text, 20) - 3, face.width(text, 20));
    assertThat(box.getMinX()).isBetween(0.0, 3.0);
    assertThat(-face.outline("H", 20).getBounds2D().getMinY())
        .isBetween(20 * Typeface.CAP_HEIGHT - 0.1, 20 * Typeface.CAP_HEIGHT + 0.1);
    assertThat(face.width(text, 40)).isEqualTo(2 * face.width(text, 20));
  }

  @ParameterizedTest
  @EnumSource(Weight.class)
  void movesPairsOfLettersTogether(Weight weight) {
    Typeface face = Typeface.of(weight);
    assertThat(face.width("Te", 100)).isLessThan(face.width("T", 100) + face.width("e", 100));
  }
}
