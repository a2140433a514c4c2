package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.Seed;
import dev.fovea.data.Dataset;
import dev.fovea.data.synthetic.SyntheticDigits;
import dev.fovea.nn.loss.Loss;
import dev.fovea.nn.metric.Accuracy;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.optim.Adam;
import dev.fovea.nn.train.Fit;
import dev.fovea.nn.train.Trainer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What stands on the terminal while a network is trained. */
class ProgressTest {
  private final StringWriter out = new StringWriter();

  @Test
  void barShowsLossAccuracySpeedAndTimeLeft() {
    train(terminal(false, StandardCharsets.UTF_8));
    assertThat(out.toString())
        .containsPattern(
            "\repoch 1/2 ━+─+  loss \\d+\\.\\d{4}  acc +\\d+\\.\\d\\d%  [\\d,]+/s  \\d+:\\d\\d left")
        .containsPattern("\repoch 2/2  loss \\d+\\.\\d{4}  accuracy \\d+\\.\\d\\d%  \\d+\\.\\d s")
        .doesNotContain("\u001b[2m");
  }

  @Test
  void barIsPlainWhereTheCharsetIs() {
    train(terminal(true, StandardCharsets.US_ASCII));
    assertThat(out.toString()).contains("=").contains("\u001b[2m").doesNotContain("━");
  }

  private Terminal terminal(boolean colors, Charset charset) {
    PrintWriter writer = new PrintWriter(out);
    return new Terminal(writer, writer, true, colors, charset);
  }

  private static void train(Terminal terminal) {
    Dataset digits = SyntheticDigits.of(Seed.of(1)).train(40);
    Sequential network = Sequential.input(1, 28, 28).flatten().linear(10).build(Seed.of(1));
    Trainer.of(network)
        .loss(Loss.crossEntropy())
        .optimizer(Adam.of(1e-3))
        .metric(Accuracy.top1())
        .on(new Progress(terminal))
        .fit(digits, Fit.epochs(2).batchSize(10));
  }
}
