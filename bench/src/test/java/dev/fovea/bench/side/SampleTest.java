package dev.fovea.bench.side;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {
  @Test
  void takesTheMiddleOfAnOddNumber() {
    assertThat(Sample.of(List.of(9.0, 1.0, 2.0)).median()).isEqualTo(2);
  }

  @Test
  void takesTheMeanOfTheMiddleTwoOfAnEvenNumber() {
    assertThat(Sample.of(List.of(9.0, 1.0, 2.0, 4.0)).median()).isEqualTo(3);
  }

  @Test
  void tellsHowFarValuesLieFromEachOther() {
    Sample sample = Sample.of(List.of(11.0, 10.0, 9.0));
    assertThat(sample.least()).isEqualTo(9);
    assertThat(sample.most()).isEqualTo(11);
    assertThat(sample.spread()).isEqualTo(0.1);
    assertThat(Sample.of(List.of(5.0)).spread()).isZero();
  }

  @Test
  void needsAValue() {
    assertThatThrownBy(() -> Sample.of(List.of()))
        .hasMessage("sample: expected at least one value but was empty");
  }
}
