package dev.fovea.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          peers --threads 0                | --threads: expected at least 1 but was 0
          peers --rounds 0                 | --rounds: expected at least 1 but was 0
          peers --batch 4,0                | --batch: expected at least 1 but was 0
          peers --lanes 5                  | --lanes: expected 16, 8 or 4 but was 5
          scaling --threads -1             | --threads: expected at least 1 but was -1
          epochs --data x --epochs 0       | --epochs: expected at least 1 but was 0
          epochs                           | Missing required option: '--data=DIR'
          first-step --model alexnet       | model: expected one of [har, logistic, mnist-cnn, mlp, cifar-cnn, lenet, convnetquake, rouet-leduc, resnet18] but was alexnet
          """)
  void saysWhichOptionCannotBeMeantSo(String arguments, String message) {
    StringWriter err = new StringWriter();
    PrintWriter out = new PrintWriter(new StringWriter());
    assertThat(Main.run(out, new PrintWriter(err, true), arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString()).startsWith("bench: " + message);
  }

  @Test
  void namesItsCommands() {
    StringWriter out = new StringWriter();
    assertThat(Main.run(new PrintWriter(out, true), new PrintWriter(new StringWriter()))).isZero();
    assertThat(out.toString()).contains("peers", "kernels", "first-step", "epochs", "scaling");
  }
}
