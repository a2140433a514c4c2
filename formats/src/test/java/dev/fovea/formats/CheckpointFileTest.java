package dev.fovea.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.files.FormatException;
import dev.fovea.nn.Layer;
import dev.fovea.nn.Pass;
import dev.fovea.nn.loss.Loss;
import dev.fovea.nn.metric.Accuracy;
import dev.fovea.nn.metric.Averaged;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.optim.Adam;
import dev.fovea.nn.optim.OptimizerConfig;
import dev.fovea.nn.optim.Schedule;
import dev.fovea.nn.optim.Sgd;
import dev.fovea.nn.train.Checkpoints;
import dev.fovea.nn.train.EarlyStopping;
import dev.fovea.nn.train.Event;
import dev.fovea.nn.train.Fit;
import dev.fovea.nn.train.History;
import dev.fovea.nn.train.Trainer;
import dev.fovea.nn.train.TrainerCallback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckpointFileTest {
  private static final Bars TRAINING = new Bars(50, Seed.of(1));
  private static final Bars VALIDATION = new Bars(20, Seed.of(2));
  private static final Fit FIT = Fit.epochs(4).batchSize(16).seed(Seed.of(3));

  @TempDir Path folder;

  static Stream<OptimizerConfig> optimizers() {
    return Stream.of(Adam.of(1e-2).weightDecay(1e-3), Sgd.of(0.05).momentum(0.9));
  }

  /** With everything that has a state: batch normalization, dropout, moments, a schedule. */
  private static Sequential model(double rate) {
    return Sequential.input(1, Bars.SIDE, Bars.SIDE)
        .conv2d(4, 3)
        .batchNorm2d()
        .relu()
        .flatten()
        .dropout(rate)
        .linear(2)
        .build(Seed.of(4));
  }

  private static Trainer trainer(Layer model, OptimizerConfig optimizer) {
    return Trainer.of(model)
        .loss(Loss.crossEntropy())
        .optimizer(optimizer)
        .schedule(Schedule.step(1, 0.7))
        .metric(Accuracy.top1());
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void twoAndTwoEpochsAreFourToTheBit(OptimizerConfig optimizer) throws IOException {
    Sequential whole = model(0.4);
    whole.freeze("conv1.bias");
    History all = trainer(whole, optimizer).fit(TRAINING, VALIDATION, FIT);

    Sequential first = model(0.4);
    first.freeze("conv1.bias");
    Fit half = new Fit(2, FIT.batchSize(), FIT.evaluationBatchSize(), FIT.seed());
    trainer(first, optimizer).on(Checkpoints.in(folder)).fit(TRAINING, VALIDATION, half);
    Path file = folder.resolve("epoch-0002.fovea");

    Sequential second = model(0.4);
    CheckpointFile.Resumed resumed = CheckpointFile.resume(file, trainer(second, optimizer));
    assertThat(resumed.fit()).isEqualTo(half);
    assertThat(resumed.history().epochs()).hasSize(2);
    assertThat(values(second)).isEqualTo(values(first));
    History rest = resumed.trainer().fit(TRAINING, VALIDATION, FIT);

    assertThat(values(second)).isEqualTo(values(whole));
    assertThat(values(second)).isNotEqualTo(values(first));
    assertThat(rest.values("loss")).isEqualTo(all.values("loss"));
    assertThat(rest.values("val_loss")).isEqualTo(all.values("val_loss"));
    assertThat(rest.values("learning_rate")).isEqualTo(all.values("learning_rate"));
    assertThat(second.allParameters().get("conv1.bias"))
        .isNotNull()
        .matches(parameter -> !parameter.trainable());
  }

  /** Ends a training after some batches, as nothing but the end of the process does. */
  private static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static TrainerCallback breakingAfter(int epoch, int batches) {
    return _ ->
        event -> {
          if (event instanceof Event.PointReached point
              && point.epoch() == epoch
              && point.batches() == batches) {
            throw new Broken();
          }
        };
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void brokenInTheMiddleOfAnEpochIsWholeToTheBit(OptimizerConfig optimizer) throws IOException {
    EarlyStopping stopping = EarlyStopping.on("val_loss").patience(1);
    Sequential whole = model(0.4);
    History all =
        withMetrics(trainer(whole, optimizer)).on(stopping).fit(TRAINING, VALIDATION, FIT);

    Sequential first = model(0.4);
    Trainer breaking =
        withMetrics(trainer(first, optimizer))
            .on(stopping, Checkpoints.in(folder).everySteps(2), breakingAfter(3, 3));
    assertThatThrownBy(() -> breaking.fit(TRAINING, VALIDATION, FIT)).isInstanceOf(Broken.class);
    assertThat(names()).containsExactly("epoch-0002.fovea", "epoch-0003-batch-00000002.fovea");

    Sequential second = model(0.4);
    Path file = Checkpoints.latest(folder, ModelFile.EXTENSION).orElseThrow();
    CheckpointFile.Resumed resumed =
        CheckpointFile.resume(file, withMetrics(trainer(second, optimizer)).on(stopping));
    assertThat(resumed.standing().open().orElseThrow().batches()).isEqualTo(2);
    History rest = resumed.trainer().fit(TRAINING, VALIDATION, FIT);

    assertThat(values(second)).isEqualTo(values(whole));
    assertThat(rest.end()).isEqualTo(all.end());
    for (String figure : all.names()) {
      if (!figure.equals("seconds")) {
        assertThat(rest.values(figure)).as(figure).isEqualTo(all.values(figure));
      }
    }
  }

  private static Trainer withMetrics(Trainer trainer) {
    return trainer.metric(Averaged.macroF1());
  }

  @Test
  void theBestParametersOfBeforeTheBreakAreKnownBehindIt() throws IOException {
    // The rate is so large that no epoch is as good as the first: its parameters are put back.
    OptimizerConfig wild = Sgd.of(30);
    EarlyStopping stopping = EarlyStopping.on("val_loss").patience(3);
    Sequential whole = model(0.4);
    History all = trainer(whole, wild).on(stopping).fit(TRAINING, VALIDATION, FIT);
    assertThat(all.best("val_loss").number()).isLessThan(all.last().number());

    Trainer breaking =
        trainer(model(0.4), wild).on(stopping, Checkpoints.in(folder), breakingAfter(4, 1));
    assertThatThrownBy(() -> breaking.fit(TRAINING, VALIDATION, FIT)).isInstanceOf(Broken.class);
    Sequential second = model(0.4);
    CheckpointFile.resume(folder.resolve("epoch-0003.fovea"), trainer(second, wild).on(stopping))
        .trainer()
        .fit(TRAINING, VALIDATION, FIT);
    assertThat(values(second)).isEqualTo(values(whole));
  }

  @Test
  void aTrainingThatWasStoppedIsSavedWhereItWas() throws IOException {
    Sequential whole = model(0.4);
    trainer(whole, Adam.of(1e-2)).fit(TRAINING, FIT);
    TrainerCallback stopping =
        run ->
            event -> {
              if (event instanceof Event.BatchEnded batch
                  && batch.epoch() == 2
                  && batch.batch() == 3) {
                run.stop("enough");
              }
            };
    trainer(model(0.4), Adam.of(1e-2)).on(Checkpoints.in(folder), stopping).fit(TRAINING, FIT);
    assertThat(names()).containsExactly("epoch-0001.fovea", "epoch-0002-batch-00000003.fovea");
    Files.writeString(folder.resolve(".epoch-0002.fovea.1b-2c.part"), "left by a killed process");
    Sequential second = model(0.4);
    CheckpointFile.resume(
            folder.resolve("epoch-0002-batch-00000003.fovea"), trainer(second, Adam.of(1e-2)))
        .trainer()
        .on(Checkpoints.in(folder))
        .fit(TRAINING, FIT);
    assertThat(values(second)).isEqualTo(values(whole));
    assertThat(names()).containsExactly("epoch-0001.fovea", "epoch-0004.fovea");
  }

  @Test
  void anEpochOfOtherBatchesOrMetricsIsNotGoneOnWith() throws IOException {
    Trainer breaking =
        trainer(model(0.4), Adam.of(1e-2))
            .on(Checkpoints.in(folder).everySteps(1), breakingAfter(1, 3));
    assertThatThrownBy(() -> breaking.fit(TRAINING, FIT)).isInstanceOf(Broken.class);
    Path file = folder.resolve("epoch-0001-batch-00000003.fovea");
    Trainer resumed = CheckpointFile.resume(file, trainer(model(0.4), Adam.of(1e-2))).trainer();
    assertThatThrownBy(() -> resumed.fit(TRAINING, FIT.batchSize(10)))
        .hasMessage(
            """
            training: the epoch at hand was begun otherwise
              expected: epoch 1 of 50 examples in batches of 10
              found:    epoch 1 of 50 examples in batches of 16, 3 of them done\
            """);
    assertThatThrownBy(() -> withMetrics(resumed).fit(TRAINING, FIT))
        .hasMessage(
            """
            training: the epoch at hand was counted by other metrics
              expected: [loss, accuracy, macro_f1]
              found:    [loss, accuracy]\
            """);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aCheckpointIsAModelToo() throws IOException {
    Sequential model = model(0.4);
    Fit one = Fit.epochs(1).batchSize(16);
    trainer(model, Adam.of(1e-2)).on(Checkpoints.in(folder)).fit(TRAINING, one);
    SavedModel saved = ModelFile.load(folder.resolve("epoch-0001.fovea"));
    Tensor x = VALIDATION.inOrder(20).iterator().next().inputs();
    assertThat(saved.model().predict(x).toFloatArray())
        .containsExactly(model.predict(x).toFloatArray());
  }

  @Test
  void anotherModelIsRefused() throws IOException {
    Path file = checkpoint(model(0.4), Adam.of(1e-2));
    Sequential other = model(0.5);
    Map<String, List<Double>> before = values(other);
    assertThatThrownBy(() -> CheckpointFile.resume(file, trainer(other, Adam.of(1e-2))))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            """
            checkpoint: another model
              file:     %s
              layer:    5
              expected: {"dropout":{"name":"dropout1","rate":0.5}}
              found:    {"dropout":{"name":"dropout1","rate":0.4}}\
            """
                .formatted(file));
    assertThat(values(other)).isEqualTo(before);
  }

  @Test
  void anotherOptimizerIsRefusedAndNothingChanges() throws IOException {
    Path file = checkpoint(model(0.4), Adam.of(1e-2));
    Sequential other = model(0.4);
    other.freeze("linear1");
    Map<String, List<Double>> before = values(other);
    assertThatThrownBy(() -> CheckpointFile.resume(file, trainer(other, Sgd.of(1e-2))))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            """
            checkpoint: another optimizer
              file:     %s
              expected: Sgd
              found:    Adam\
            """
                .formatted(file));
    assertThat(values(other)).isEqualTo(before);
    assertThat(other.child("linear1").parameters().values())
        .allMatch(parameter -> !parameter.trainable());
  }

  @Test
  void aModelIsNoCheckpoint() throws IOException {
    Path file = folder.resolve("m.fovea");
    ModelFile.save(file, model(0.4), ModelCard.empty());
    assertThatThrownBy(() -> CheckpointFile.resume(file, trainer(model(0.4), Adam.of(1))))
        .hasMessage(
            """
            model file: an entry is missing
              file:     %s
              expected: training.json
              found:    model.json, weights.safetensors\
            """
                .formatted(file));
  }

  /** A layer of the user's own. */
  private static final class Own implements Layer {
    private final Layer inside;

    Own(Layer inside) {
      this.inside = inside;
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
      return pass.call("inside", inside, x);
    }

    @Override
    public SequencedMap<String, Layer> children() {
      return new LinkedHashMap<>(Map.of("inside", inside));
    }
  }

  @Test
  void aModelWithLayersOfTheUserIsResumedButNotLoaded() throws IOException {
    Own first = new Own(model(0.4));
    Path file = checkpoint(first, Adam.of(1e-2));
    Own second = new Own(model(0.4));
    CheckpointFile.resume(file, trainer(second, Adam.of(1e-2)));
    assertThat(values(second)).isEqualTo(values(first));
    assertThatThrownBy(() -> ModelFile.load(file))
        .hasMessageStartingWith(
            "model file: the layers of this model are not in the file\n  file:     " + file);
  }

  private Path checkpoint(Layer model, OptimizerConfig optimizer) throws IOException {
    trainer(model, optimizer)
        .on(Checkpoints.in(folder).writer(new CheckpointFile()))
        .fit(TRAINING, Fit.epochs(1).batchSize(16));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("epoch-0001.fovea"));
    }
    return folder.resolve("epoch-0001.fovea");
  }

  static Map<String, List<Double>> values(Layer model) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    model
        .snapshot()
        .forEach((path, tensor) -> {
          List<Double> numbers = new ArrayList<>();
          for (double number : tensor.toDoubleArray()) {
            numbers.add(number);
          }
          values.put(path, numbers);
        });
    return values;
  }
}
