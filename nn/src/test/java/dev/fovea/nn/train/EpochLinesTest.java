package dev.fovea.nn.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.Seed;
import dev.fovea.nn.loss.Loss;
import dev.fovea.nn.metric.Accuracy;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.optim.Schedule;
import dev.fovea.nn.optim.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class EpochLinesTest {
  private final Synthetic train = Synthetic.bars(40, Seed.of(1));
  private final List<String> lines = new ArrayList<>();

  private Trainer trainer() {
    Sequential net =
        Sequential.input(1, Synthetic.SIDE, Synthetic.SIDE).flatten().linear(2).build(Seed.of(1));
    return Trainer.of(net)
        .loss(Loss.crossEntropy())
        .optimizer(Sgd.of(0.1))
        .metric(Accuracy.top1())
        .on(EpochLines.to(lines::add));
  }

  @Test
  void eachEpochHasALineOfItsFigures() {
    History history = trainer().fit(train, train, Fit.epochs(10).batchSize(20));
    assertThat(lines).hasSize(10);
    Epoch third = history.epochs().get(2);
    assertThat(lines.get(2))
        .isEqualTo(
            String.format(
                Locale.ROOT,
                "epoch  3/10  loss %.4f  accuracy %.2f %%  val_loss %.4f  val_accuracy %.2f %%"
                    + "  %.1f s",
                third.value("loss"),
                100 * third.value("accuracy"),
                third.value("val_loss"),
                100 * third.value("val_accuracy"),
                third.value("seconds")));
    assertThat(lines.getLast()).startsWith("epoch 10/10  ");
  }

  @Test
  void aLearningRateThatChangesIsSaid() {
    trainer().schedule(Schedule.step(1, 0.5)).fit(train, Fit.epochs(2).batchSize(20));
    assertThat(lines.get(0)).contains("  learning_rate 0.100  ");
    assertThat(lines.get(1)).contains("  learning_rate 0.0500  ");
  }

  @Test
  void whyATrainingStoppedEarlyIsSaidLast() {
    History history =
        trainer()
            .on(EarlyStopping.on("val_loss").minDelta(100).patience(2))
            .fit(train, train, Fit.epochs(9).batchSize(20));
    assertThat(lines).hasSize(4);
    assertThat(lines.getLast())
        .isEqualTo(history.end())
        .startsWith("early stopping: val_loss has not improved on ");
  }
}
