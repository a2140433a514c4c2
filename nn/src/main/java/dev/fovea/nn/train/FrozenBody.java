package dev.fovea.nn.train;

import dev.fovea.core.Param;
import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.nn.Layer;
import dev.fovea.nn.Pass;
import dev.fovea.nn.network.Sequential;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A network cut before the first layer that training changes. What comes out of the body is the
 * same in every epoch, so it need be computed once only:
 *
 * <pre>{@code
 * Sequential network = pretrained.replace("fc", Linear.config(5), Seed.of(1));
 * network.freeze("*");
 * network.unfreeze("fc");
 * FrozenBody cut = FrozenBody.of(network);
 * Trainer.of(cut.head()).loss(Loss.crossEntropy()).optimizer(Adam.of(1e-3))
 *     .fit(cut.features(train), cut.features(validation), Fit.epochs(50));
 * network.predict(x);   // the head is part of the network: it is trained now
 * }</pre>
 *
 * @param body the layers whose output does not change: without trainable parameters, without chance
 *     and without running statistics
 * @param head the rest, sharing its parameters with the network
 */
public record FrozenBody(Sequential body, Sequential head) {
  /**
   * Cuts a network.
   *
   * @throws IllegalArgumentException if nothing can be cut off, or nothing is left to train
   */
  public static FrozenBody of(Sequential network) {
    FrozenBody cut = cut(network);
    if (cut.body().layers().isEmpty() || cut.head().layers().isEmpty()) {
      throw new IllegalArgumentException(
          cut.head().layers().isEmpty()
              ? "frozen body: nothing is left to train; unfreeze the head"
              : "frozen body: the first layer changes already; freeze what shall not be trained"
                  + ("\n  layer:    " + cut.head().layers().firstEntry().getKey()));
    }
    return cut;
  }

  /**
   * Cuts a network where there is something to cut.
   *
   * @return nothing if its first layer changes already, or nothing is left to train
   */
  public static Optional<FrozenBody> in(Sequential network) {
    return Optional.of(cut(network))
        .filter(cut -> !cut.body().layers().isEmpty() && !cut.head().layers().isEmpty());
  }

  private static FrozenBody cut(Sequential network) {
    Sequential.Input input =
        network
            .input()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "frozen body: the shape of an example is not known; begin the network with"
                        + " Sequential.input(…)"));
    SequencedMap<String, Layer> body = new LinkedHashMap<>();
    SequencedMap<String, Layer> head = new LinkedHashMap<>();
    Tensor x = Tensor.input(input.dtype(), input.example().insert(0, 2));
    Pass pass = Pass.training(Seed.of(0), 0);
    Shape between = input.example();
    for (Map.Entry<String, Layer> layer : network.layers().entrySet()) {
      if (head.isEmpty()) {
        x = pass.call(layer.getKey(), layer.getValue(), x);
        boolean isFixed =
            pass.isRepeatable()
                && layer.getValue().allParameters().values().stream().noneMatch(Param::trainable);
        if (isFixed) {
          body.put(layer.getKey(), layer.getValue());
          between = x.shape().without(0);
          continue;
        }
      }
      head.put(layer.getKey(), layer.getValue());
    }
    return new FrozenBody(
        new Sequential(body, network.input()),
        new Sequential(head, Optional.of(new Sequential.Input(between, DType.FLOAT32))));
  }

  /**
   * What the body makes of a data set, computed now and kept in memory: as many numbers per example
   * as reach the head. Shuffled, the examples come in an order of their own.
   */
  public Batches features(Batches set) {
    return FeatureBatches.of(body, set);
  }
}
