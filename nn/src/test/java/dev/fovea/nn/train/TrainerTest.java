package dev.fovea.nn.train;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.Engine;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.nn.Pass;
import dev.fovea.nn.loss.Loss;
import dev.fovea.nn.metric.Accuracy;
import dev.fovea.nn.metric.ConfusionMatrix;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.optim.Adam;
import dev.fovea.nn.optim.Optimizer;
import dev.fovea.nn.optim.Schedule;
import dev.fovea.nn.optim.Sgd;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TrainerTest {
  private final Synthetic train = Synthetic.bars(210, Seed.of(1));
  private final Synthetic validation = Synthetic.bars(95, Seed.of(2));

  private static Sequential net() {
    return Sequential.input(1, Synthetic.SIDE, Synthetic.SIDE)
        .conv2d(4, 3)
        .batchNorm2d()
        .relu()
        .maxPool2d(2)
        .flatten()
        .dropout(0.2)
        .linear(2)
        .build(Seed.of(42));
  }

  private static Trainer trainer(Sequential net) {
    return Trainer.of(net)
        .loss(Loss.crossEntropy())
        .optimizer(Adam.of(1e-2))
        .metric(Accuracy.top1());
  }

  /** Whoever takes a batch back may write anything into it. */
  @Test
  void givesBackEachBatchAndReadsItNoMore() {
    Fit fit = Fit.epochs(3).batchSize(32);
    History expected = trainer(net()).fit(train, validation, fit);
    List<Batch> takenBack = new ArrayList<>();
    History history =
        trainer(net()).fit(new Taking(train, takenBack), new Taking(validation, takenBack), fit);

    assertThat(takenBack).hasSize(3 * (7 + 1)); // 210 in batches of 32, 95 in one
    for (String name : List.of("loss", "accuracy", "val_loss", "val_accuracy")) {
      assertThat(history.values(name)).isEqualTo(expected.values(name));
    }
  }

  /** Batches that are spoilt when they are given back. */
  private record Taking(Synthetic source, List<Batch> takenBack) implements Batches {
    @Override
    public int size() {
      return source.size();
    }

    @Override
    public Iterable<Batch> inOrder(int batchSize) {
      return () -> reader(source.inOrder(batchSize).iterator());
    }

    @Override
    public Iterable<Batch> shuffled(int batchSize, Seed seed) {
      return () -> reader(source.shuffled(batchSize, seed).iterator());
    }

    private BatchReader reader(Iterator<Batch> batches) {
      return new BatchReader() {
        @Override
        public boolean hasNext() {
          return batches.hasNext();
        }

        @Override
        public Batch next() {
          return batches.next();
        }

        @Override
        public void takeBack(Batch batch) {
          takenBack.add(batch);
          for (int i = 0; i < batch.inputs().shape().size(); i++) {
            batch.inputs().storage().put(i, Double.NaN);
          }
        }

        @Override
        public void close() {}
      };
    }
  }

  @Test
  void learnsBars() {
    Sequential net = net();
    History history = trainer(net).fit(train, validation, Fit.epochs(8).batchSize(32));
    assertThat(history.names())
        .containsExactly(
            "loss", "accuracy", "val_loss", "val_accuracy", "learning_rate", "seconds");
    assertThat(history.epochs()).hasSize(8);
    assertThat(history.end()).isEqualTo("all epochs done");
    assertThat(history.last().value("loss")).isLessThan(0.5 * history.values("loss").getFirst());
    assertThat(history.last().value("val_accuracy")).isGreaterThan(0.9);
    assertThat(history.values("learning_rate")).containsOnly(1e-2);
  }

  @Test
  void evaluationIsTheExactAverageWhateverTheBatches() {
    Sequential net = net();
    Trainer trainer = trainer(net);
    trainer.fit(train, Fit.epochs(1).batchSize(50));
    Evaluation whole = trainer.evaluate(validation, 95);
    Evaluation parts = trainer.evaluate(validation, 40);
    assertThat(parts.examples()).isEqualTo(95);
    assertThat(parts.value("accuracy")).isEqualTo(whole.value("accuracy"));
    assertThat(parts.value("loss")).isCloseTo(whole.value("loss"), within(1e-6));
    Predictions predictions = trainer.predict(validation);
    ConfusionMatrix matrix = ConfusionMatrix.of(predictions.outputs(), predictions.targets());
    assertThat(matrix.accuracy()).isEqualTo(whole.value("accuracy"));
    assertThat(matrix.total()).isEqualTo(95);
  }

  @Test
  void theSameSeedGivesTheSameBitsForAnyNumberOfThreads() {
    Map<String, Tensor> one = weights(Engine.current().withThreads(1));
    Map<String, Tensor> three = weights(Engine.current().withThreads(3));
    one.forEach((path, value) ->
        assertThat(requireNonNull(three.get(path)).toDoubleArray())
            .as(path)
            .isEqualTo(value.toDoubleArray()));
  }

  private Map<String, Tensor> weights(Engine engine) {
    return engine.run(() -> {
      Sequential net = net();
      trainer(net).fit(train, Fit.epochs(1).batchSize(32).seed(Seed.of(5)));
      return net.snapshot();
    });
  }

  @Test
  void anOpenLoopGivesTheSameWeightsAsFit() {
    Fit fit = Fit.epochs(2).batchSize(60).seed(Seed.of(3));
    Sequential fitted = net();
    trainer(fitted).fit(train, fit);

    Sequential looped = net();
    Optimizer optimizer = Adam.of(1e-2).over(looped);
    for (int epoch = 1; epoch <= fit.epochs(); epoch++) {
      Seed order = fit.seed().split("shuffle").split(epoch);
      for (Batch batch : train.shuffled(fit.batchSize(), order)) {
        Pass pass = Pass.training(fit.seed().split("dropout"), optimizer.steps());
        Tensor logits = looped.forward(batch.inputs(), pass);
        optimizer.step(Loss.crossEntropy().mean(logits, batch.targets()), pass);
      }
    }
    Map<String, Tensor> expected = fitted.snapshot();
    looped
        .snapshot()
        .forEach((path, value) ->
            assertThat(value.toDoubleArray())
                .as(path)
                .containsExactly(requireNonNull(expected.get(path)).toDoubleArray(), within(1e-5)));
  }

  @Test
  void theOpenLoopMayNotForgetRunningStatistics() {
    Sequential net = net();
    Optimizer optimizer = Adam.of(1e-2).over(net);
    Batch batch = train.inOrder(8).iterator().next();
    Pass pass = Pass.training(Seed.of(1), 0);
    Tensor loss = Loss.crossEntropy().mean(net.forward(batch.inputs(), pass), batch.targets());
    assertThatThrownBy(() -> optimizer.step(loss))
        .hasMessage(
            "step: the model has running statistics; call step(loss, pass) so that they are"
                + " written");
  }

  @Test
  void batchNormRemembersWhatItSaw() {
    Sequential net = Sequential.input(1, 1, 2).batchNorm2d().flatten().linear(1).build(Seed.of(1));
    Optimizer optimizer = Sgd.of(0).over(net);
    Pass pass = Pass.training(Seed.of(1), 0);
    Tensor x = Tensor.of(new float[] {1, 2, 3, 6}, 2, 1, 1, 2);
    Tensor loss = Loss.meanSquaredError().mean(net.forward(x, pass), Tensor.of(new float[2], 2, 1));
    optimizer.step(loss, pass);
    Map<String, Tensor> state = net.snapshot();
    assertThat(state.keySet())
        .contains("batchnorm1.running_mean", "batchnorm1.num_batches_tracked");
    assertThat(value(state, "batchnorm1.running_mean")).isCloseTo(0.3, within(1e-6));
    // unbiased variance 14/3 of 1, 2, 3, 6
    assertThat(value(state, "batchnorm1.running_var")).isCloseTo(0.9 + 1.4 / 3, within(1e-6));
    assertThat(value(state, "batchnorm1.num_batches_tracked")).isEqualTo(1);
  }

  private static double value(Map<String, Tensor> state, String path) {
    return requireNonNull(state.get(path)).item();
  }

  @Test
  void frozenLayersStayAsTheyAre() {
    Sequential net = net();
    net.freeze("conv1");
    Map<String, Tensor> before = net.snapshot();
    trainer(net).fit(train, Fit.epochs(1));
    assertThat(requireNonNull(net.snapshot().get("conv1.weight")).toFloatArray())
        .isEqualTo(requireNonNull(before.get("conv1.weight")).toFloatArray());
    assertThat(requireNonNull(net.snapshot().get("linear1.weight")).toFloatArray())
        .isNotEqualTo(requireNonNull(before.get("linear1.weight")).toFloatArray());
  }

  @Test
  void aClippedStepIsNoLongerThanRateTimesNorm() {
    Sequential net = net();
    Map<String, Tensor> before = net.snapshot();
    trainer(net).optimizer(Sgd.of(10).clipNorm(1e-3)).fit(train, Fit.epochs(1).batchSize(210));
    double sum = 0;
    for (String path : net.allParameters().keySet()) {
      double[] after = requireNonNull(net.snapshot().get(path)).toDoubleArray();
      double[] start = requireNonNull(before.get(path)).toDoubleArray();
      for (int i = 0; i < after.length; i++) {
        sum += (after[i] - start[i]) * (after[i] - start[i]);
      }
    }
    assertThat(Math.sqrt(sum)).isCloseTo(10 * 1e-3, within(2e-4));
  }

  @Test
  void earlyStoppingPutsTheBestBack() {
    Sequential net = net();
    List<Map<String, Tensor>> states = new ArrayList<>();
    TrainerCallback keep =
        run ->
            event -> {
              if (event instanceof Event.EpochEnded) {
                states.add(run.model().snapshot());
              }
            };
    // Far too large a rate: it gets no better for long.
    History history =
        trainer(net)
            .optimizer(Sgd.of(1).momentum(0.9))
            .on(EarlyStopping.on("val_loss").patience(3), keep)
            .fit(train, validation, Fit.epochs(200).batchSize(32));
    int best = history.best("val_loss").number();
    assertThat(history.epochs()).hasSize(best + 3);
    assertThat(history.end())
        .startsWith("early stopping: val_loss has not improved on ")
        .endsWith(" since epoch " + best);
    states
        .get(best - 1)
        .forEach((path, value) ->
            assertThat(requireNonNull(net.snapshot().get(path)).toDoubleArray())
                .as(path)
                .isEqualTo(value.toDoubleArray()));
    assertThat(trainer(net).evaluate(validation).value("loss"))
        .isCloseTo(history.best("val_loss").value("val_loss"), within(1e-6));
  }

  @Test
  void anUnknownFigureListsThoseThereAre() {
    Trainer trainer = trainer(net()).on(EarlyStopping.on("val_los"));
    assertThatThrownBy(() -> trainer.fit(train, validation, Fit.epochs(1).batchSize(70)))
        .hasMessage(
            "no figure val_los: expected one of [loss, accuracy, val_loss, val_accuracy,"
                + " learning_rate, seconds]");
  }

  @Test
  void nanStopsWithItsPlace() {
    // In order of the shuffle the broken image stands in some batch; with one batch it is the
    // first.
    assertThatThrownBy(() -> trainer(net()).fit(train.withNanIn(3), Fit.epochs(2).batchSize(210)))
        .isInstanceOf(DivergedException.class)
        .hasMessage(
            """
            training: the loss is NaN
              at:       epoch 1, batch 1 of 1
              expected: a finite number
              hint:     lower the learning rate (now 0.0100), clip gradients, or look for NaN in the inputs\
            """);
  }

  @Test
  void aClassOutOfRangeIsAnError() {
    assertThatThrownBy(() -> trainer(net()).evaluate(validation.withClass(7, 2), 50))
        .hasMessage(
            """
            cross_entropy: a class number is out of range
              position: 7 of the batch's targets [50]
              expected: 0 to 1
              but was:  2\
            """);
  }

  @Test
  void stopFromACallbackEndsAfterTheBatch() {
    List<Event> events = new ArrayList<>();
    TrainerCallback stopper =
        run ->
            event -> {
              events.add(event);
              if (event instanceof Event.BatchEnded ended
                  && ended.epoch() == 2
                  && ended.batch() == 2) {
                run.stop("enough");
              }
            };
    History history = trainer(net()).on(stopper).fit(train, Fit.epochs(5).batchSize(50));
    assertThat(history.epochs()).hasSize(1);
    assertThat(history.end()).isEqualTo("enough");
    assertThat(events.getLast()).isEqualTo(new Event.FitEnded(history));
    assertThat(events.stream().filter(Event.BatchEnded.class::isInstance)).hasSize(7);
  }

  @Test
  void stopFromAnotherThreadEndsAfterTheBatch() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    TrainerCallback wait =
        _ ->
            event -> {
              if (event instanceof Event.BatchEnded) {
                running.countDown();
                await(asked);
              }
            };
    Trainer trainer = trainer(net()).on(wait);
    Thread other =
        Thread.ofVirtual()
            .start(() -> {
              await(running);
              trainer.stop();
              asked.countDown();
            });
    History history = trainer.fit(train, Fit.epochs(5).batchSize(50));
    other.join();
    assertThat(history.epochs()).isEmpty();
    assertThat(history.end()).isEqualTo("stopped");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Test
  void schedulesSetTheRate() {
    History history =
        trainer(net()).schedule(Schedule.step(1, 0.5)).fit(train, Fit.epochs(3).batchSize(70));
    assertThat(history.values("learning_rate")).containsExactly(0.01, 0.005, 0.0025);
    History perStep =
        trainer(net())
            .schedule(Schedule.exponential(0.5).perStep())
            .fit(train, Fit.epochs(2).batchSize(70));
    assertThat(perStep.values("learning_rate")).containsExactly(0.0025, 0.0003125);
  }

  @Test
  void theRateFallsOnAPlateauOnly() {
    Trainer trainer =
        trainer(net()).optimizer(Sgd.of(0)).on(ReduceOnPlateau.on("val_loss").patience(1));
    History history = trainer.fit(train, validation, Fit.epochs(1).batchSize(70));
    assertThat(history.values("learning_rate")).containsExactly(0.0);
    assertThatThrownBy(() ->
            trainer
                .schedule(Schedule.constant())
                .fit(train, validation, Fit.epochs(1).batchSize(70)))
        .hasMessage(
            "reduce on plateau: a schedule sets the learning rate already; use one of them");
  }

  @Test
  void aSecondSoftmaxIsWarnedAbout() {
    Sequential net = Sequential.input(4).linear(2).softmax().build(Seed.of(1));
    assertThat(Trainer.of(net).loss(Loss.crossEntropy()).warnings())
        .singleElement()
        .hasToString(
            "the model ends in Softmax and the loss applies it again, which trains slowly; omit"
                + " the last layer, or use a loss on probabilities");
    assertThat(Trainer.of(net).loss(Loss.crossEntropyOnProbabilities()).warnings()).isEmpty();
    Sequential logits = Sequential.input(4).linear(2).build(Seed.of(1));
    assertThat(Trainer.of(logits).loss(Loss.crossEntropyOnProbabilities()).warnings())
        .singleElement()
        .hasToString(
            "the loss expects probabilities but the model ends in Linear; use the loss on logits,"
                + " or end the model accordingly");
  }

  @Test
  void aSettingChangedLaterKeepsTheOptimizer() {
    Trainer begun = trainer(net());
    Optimizer optimizer = begun.optimizer();
    assertThat(begun.on(run -> event -> {}).metric(Accuracy.top1()).optimizer())
        .isSameAs(optimizer);
    assertThat(begun.after(History.empty()).schedule(Schedule.exponential(0.9)).optimizer())
        .isSameAs(optimizer);
    assertThat(begun.optimizer(Adam.of(1e-2)).optimizer()).isNotSameAs(optimizer);
  }

  @Test
  void trainingGoesOnWhereItEnded() {
    Fit fit = Fit.epochs(4).batchSize(60).seed(Seed.of(8));
    Sequential whole = net();
    History expected = trainer(whole).fit(train, fit);

    Sequential first = net();
    Trainer half = trainer(first);
    History before = half.fit(train, new Fit(2, 60, 256, Seed.of(8)));
    Sequential second = net();
    second.load(first.snapshot());
    Trainer rest = trainer(second).after(before);
    rest.optimizer().load(half.optimizer().snapshot());
    History history = rest.fit(train, fit);

    assertThat(history.values("loss")).isEqualTo(expected.values("loss"));
    assertThat(history.epochs()).extracting(Epoch::number).containsExactly(1, 2, 3, 4);
    whole
        .snapshot()
        .forEach((path, value) ->
            assertThat(requireNonNull(second.snapshot().get(path)).toDoubleArray())
                .as(path)
                .isEqualTo(value.toDoubleArray()));
  }
}
