package dev.fovea.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.files.FormatException;
import dev.fovea.nn.Layer;
import dev.fovea.nn.Pass;
import dev.fovea.nn.Sequential;
import dev.fovea.nn.loss.Loss;
import dev.fovea.nn.metric.Accuracy;
import dev.fovea.nn.optim.Adam;
import dev.fovea.nn.optim.OptimizerConfig;
import dev.fovea.nn.optim.Schedule;
import dev.fovea.nn.optim.Sgd;
import dev.fovea.nn.train.Checkpoints;
import dev.fovea.nn.train.Fit;
import dev.fovea.nn.train.History;
import dev.fovea.nn.train.Trainer;
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

  /** With everything that has a state: batch normalisation, dropout, moments, a schedule. */
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
  void anotherOptimiserIsRefusedAndNothingChanges() throws IOException {
    Path file = checkpoint(model(0.4), Adam.of(1e-2));
    Sequential other = model(0.4);
    other.freeze("linear1");
    Map<String, List<Double>> before = values(other);
    assertThatThrownBy(() -> CheckpointFile.resume(file, trainer(other, Sgd.of(1e-2))))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            """
            checkpoint: another optimiser
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
