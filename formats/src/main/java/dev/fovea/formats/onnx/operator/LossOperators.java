package dev.fovea.formats.onnx.operator;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Losses with class numbers as targets. */
final class LossOperators {
  static final Map<String, Operator> ALL =
      Map.ofEntries(
          Map.entry("SoftmaxCrossEntropyLoss", LossOperators::crossEntropy),
          Map.entry("NegativeLogLikelihoodLoss", Operator.of(call -> likelihood(call, call.x()))));

  private LossOperators() {}

  private static List<Tensor> crossEntropy(Call call) {
    Tensor logs = call.x().logSoftmax(1);
    return List.of(likelihood(call, logs), logs);
  }

  /**
   * {@code −w[t]·x[n, t, …]} for targets t, as they are, their sum, or their mean weighted by w.
   *
   * @param logs {@code [N, C, …]}
   */
  private static Tensor likelihood(Call call, Tensor logs) {
    int rank = logs.shape().rank();
    if (rank < 2) {
      throw call.error("expects an axis of classes").fact("input", logs.shape());
    }
    Tensor targets = call.input(1).to(DType.INT64);
    Optional<Tensor> counted =
        call.has("ignore_index")
            ? Optional.of(
                targets
                    .equal(ElementOperators.like(targets, call.whole("ignore_index", -100)))
                    .not())
            : Optional.empty();
    Tensor places = counted.map(valid -> targets.where(valid, 0)).orElse(targets);
    List<Integer> classesLast = new ArrayList<>(List.of(0));
    IntStream.range(2, rank).forEach(classesLast::add);
    classesLast.add(1);
    Tensor hot = places.oneHot(logs.shape().dim(1)).to(logs.dtype());
    Tensor picked = logs.permute(classesLast).times(hot).sum(rank - 1);
    Tensor ones = Tensor.full(1, logs.dtype(), places.shape());
    Tensor named = call.optional(2).map(weight -> hot.times(weight).sum(rank - 1)).orElse(ones);
    Tensor weights = counted.map(valid -> named.where(valid, 0)).orElse(named);
    Tensor losses = picked.times(weights).negate();
    return switch (call.text("reduction", "mean")) {
      case "none" -> losses;
      case "sum" -> losses.sum();
      case "mean" -> losses.sum().dividedBy(weights.sum());
      default -> throw call.wrong("reduction", "none, sum or mean");
    };
  }
}
