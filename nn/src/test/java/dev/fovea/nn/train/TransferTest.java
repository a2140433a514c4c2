package dev.fovea.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.Shape;
import dev.fovea.nn.layer.Linear;
import dev.fovea.nn.loss.Loss;
import dev.fovea.nn.metric.Accuracy;
import dev.fovea.nn.models.ResNetCifar;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.optim.Sgd;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A trained network moved to another task. */
class TransferTest {
  private final Synthetic train = Synthetic.bars(120, Seed.of(1));

  private static Sequential pretrained() {
    return Sequential.input(1, Synthetic.SIDE, Synthetic.SIDE)
        .conv2d(4, 3)
        .batchNorm2d()
        .relu()
        .flatten()
        .linear(8)
        .named("hidden")
        .relu()
        .linear(3)
        .named("fc")
        .build(Seed.of(5));
  }

  private static Sequential moved() {
    Sequential network = pretrained();
    trainer(network).fit(Synthetic.bars(120, Seed.of(9)), Fit.epochs(2).batchSize(30));
    Sequential moved = network.replace("fc", Linear.config(2), Seed.of(6));
    moved.freeze("*");
    moved.unfreeze("fc");
    return moved;
  }

  private static Trainer trainer(Sequential network) {
    return Trainer.of(network)
        .loss(Loss.crossEntropy())
        .optimizer(Sgd.of(0.1).momentum(0.9))
        .metric(Accuracy.top1());
  }

  @Test
  void aFreshHeadFindsItsSizes() {
    Sequential network = pretrained();
    Sequential moved = network.replace("fc", Linear.config(2), Seed.of(6));
    assertThat(moved.child("fc", Linear.class).weight().shape()).isEqualTo(Shape.of(2, 8));
    assertThat(moved.child("conv1")).isSameAs(network.child("conv1"));
    Sequential resNet =
        ResNetCifar.of(20, 10, Seed.of(1)).replace("linear", Linear.config(5), Seed.of(2));
    assertThat(resNet.child("linear", Linear.class).weight().shape()).isEqualTo(Shape.of(5, 64));
    assertThatThrownBy(() -> network.replace("linear", Linear.config(2), Seed.of(6)))
        .hasMessageStartingWith("no layer linear: expected one of [conv1, ");
  }

  @Test
  void frozenBatchNormalizationStaysAsItIsInTraining() {
    Sequential moved = moved();
    Map<String, Tensor> before = moved.snapshot();
    trainer(moved).fit(train, Fit.epochs(2).batchSize(30));
    moved
        .snapshot()
        .forEach((path, value) -> {
          boolean isSame = Arrays.equals(value.toDoubleArray(), values(before, path));
          assertThat(isSame).as(path).isEqualTo(!path.startsWith("fc."));
        });
    moved.unfreeze("batchnorm1");
    trainer(moved).fit(train, Fit.epochs(1).batchSize(30));
    assertThat(moved.snapshot().get("batchnorm1.running_mean"))
        .extracting(Tensor::toDoubleArray)
        .isNotEqualTo(values(before, "batchnorm1.running_mean"));
  }

  private static double[] values(Map<String, Tensor> values, String path) {
    return values.getOrDefault(path, Tensor.scalar(0)).toDoubleArray();
  }

  @Test
  void theHeadLearnsFromFeaturesWhatItLearnsInPlace() {
    // All examples in one batch, so that their order does not matter.
    Fit fit = Fit.epochs(20).batchSize(train.size());
    Sequential inPlace = moved();
    History whole = trainer(inPlace).fit(train, fit);

    Sequential cached = moved();
    FrozenBody cut = FrozenBody.of(cached);
    assertThat(cut.body().layers().sequencedKeySet())
        .containsExactly("conv1", "batchnorm1", "relu1", "flatten1", "hidden", "relu2");
    assertThat(cut.head().layers().sequencedKeySet()).containsExactly("fc");
    Batches features = cut.features(train);
    assertThat(features.size()).isEqualTo(train.size());
    History head = trainer(cut.head()).fit(features, fit);

    for (int epoch = 0; epoch < 20; epoch++) {
      assertThat(head.values("loss").get(epoch))
          .isCloseTo(whole.values("loss").get(epoch), within(1e-4));
    }
    assertThat(head.last().value("loss")).isLessThan(head.values("loss").getFirst());
    Tensor x = train.inOrder(50).iterator().next().inputs();
    assertThat(cached.predict(x).toFloatArray())
        .containsExactly(inPlace.predict(x).toFloatArray(), within(1e-3f));
  }

  @Test
  void featuresKeepTheirTargetsInAnyOrder() {
    FrozenBody cut = FrozenBody.of(moved());
    Batches features = cut.features(train);
    Batch all = features.inOrder(train.size()).iterator().next();
    int seen = 0;
    for (Batch batch : features.shuffled(50, Seed.of(4), 1)) {
      for (int i = 0; i < batch.size(); i++) {
        int at = indexOf(all.inputs(), batch.inputs().slice(i, i + 1).toFloatArray());
        assertThat(batch.targets().toDoubleArray()[i]).isEqualTo(all.targets().toDoubleArray()[at]);
        seen++;
      }
    }
    assertThat(seen).isEqualTo(70);
  }

  private static int indexOf(Tensor rows, float[] row) {
    for (int i = 0; i < rows.shape().dim(0); i++) {
      if (Arrays.equals(rows.slice(i, i + 1).toFloatArray(), row)) {
        return i;
      }
    }
    throw new AssertionError("no such row");
  }

  @Test
  void bodyAndHeadMayHaveTheirOwnLearningRates() {
    Sequential network = pretrained();
    Map<String, Tensor> before = network.snapshot();
    Trainer.of(network)
        .loss(Loss.crossEntropy())
        .optimizer(Sgd.of(1e-3).group("fc", group -> group.learningRateFactor(0)))
        .fit(train, Fit.epochs(1).batchSize(30));
    Map<String, Tensor> after = network.snapshot();
    assertThat(values(after, "fc.weight")).isEqualTo(values(before, "fc.weight"));
    assertThat(values(after, "fc.bias")).isEqualTo(values(before, "fc.bias"));
    assertThat(values(after, "conv1.weight")).isNotEqualTo(values(before, "conv1.weight"));
    assertThat(values(after, "hidden.weight")).isNotEqualTo(values(before, "hidden.weight"));
  }

  @Test
  void theCutIsBeforeWhateverChanges() {
    Sequential network = pretrained();
    assertThatThrownBy(() -> FrozenBody.of(network))
        .hasMessage(
            """
            frozen body: the first layer changes already; freeze what shall not be trained
              layer:    conv1\
            """);
    assertThat(FrozenBody.in(network)).isEmpty();
    network.freeze("*");
    assertThat(FrozenBody.in(network)).isEmpty();
    assertThatThrownBy(() -> FrozenBody.of(network))
        .hasMessage("frozen body: nothing is left to train; unfreeze the head");
    network.freeze("*");
    network.unfreeze("batchnorm1.weight");
    assertThat(FrozenBody.of(network).body().layers()).containsOnlyKeys("conv1");
    assertThat(FrozenBody.in(network).orElseThrow().head().layers()).doesNotContainKey("conv1");
    Sequential chance = Sequential.input(4).linear(3).dropout(0.5).linear(2).build(Seed.of(1));
    chance.freeze("linear1");
    assertThat(FrozenBody.of(chance).body().layers()).containsOnlyKeys("linear1");
  }
}
