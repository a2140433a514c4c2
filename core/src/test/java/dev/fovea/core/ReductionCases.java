package dev.fovea.core;

import static dev.fovea.core.Input.distinct;
import static dev.fovea.core.Input.normal;
import static dev.fovea.core.Input.ties;
import static dev.fovea.core.Input.whole;

import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Reductions over every kind of set of axes, softmax, and what is composed of them. */
final class ReductionCases {
  private ReductionCases() {}

  @SuppressWarnings("ArrayRecordComponent") // sizes of a case; nobody compares two
  private record Fold(int[] dims, int... axes) {
    @Override
    public String toString() {
      return " " + Shape.of(dims) + " over " + (axes.length == 0 ? "all" : Arrays.toString(axes));
    }
  }

  private static final List<Fold> FOLDS =
      List.of(
          new Fold(new int[] {1}),
          new Fold(new int[] {13}),
          new Fold(new int[] {207}),
          new Fold(new int[] {5, 7}),
          new Fold(new int[] {5, 7}, 0),
          new Fold(new int[] {5, 7}, 1),
          new Fold(new int[] {5, 7}, -1),
          new Fold(new int[] {1, 7}, 0),
          new Fold(new int[] {7, 1}, 1),
          new Fold(new int[] {17, 33}, 0),
          new Fold(new int[] {17, 33}, 1),
          new Fold(new int[] {5, 3, 7}, 0),
          new Fold(new int[] {5, 3, 7}, 1),
          new Fold(new int[] {5, 3, 7}, 2),
          new Fold(new int[] {5, 3, 7}, 0, 2),
          new Fold(new int[] {5, 3, 7}, 1, 2),
          new Fold(new int[] {5, 3, 7}, 0, 1),
          new Fold(new int[] {5, 3, 4, 3}, 0, 2, 3),
          new Fold(new int[] {5, 3, 4, 3}, 2, 3),
          new Fold(new int[] {5, 3, 4, 3}, 1),
          new Fold(new int[] {1, 3, 4, 3}, 0, 2, 3),
          new Fold(new int[] {5, 3, 4, 3}, 1, 3));

  static Stream<OpCase> all() {
    return Stream.of(folds(), alongAnAxis(), integers(), normalizations()).flatMap(cases -> cases);
  }

  private static Stream<OpCase> folds() {
    return FOLDS.stream()
        .flatMap(fold -> {
          int[] axes = fold.axes();
          Input x = normal(fold.dims());
          Input different = distinct(fold.dims());
          return Stream.of(
              OpCase.of("sum" + fold, x, t -> t.sum(axes)).linearIn(0),
              OpCase.of("mean" + fold, x, t -> t.mean(axes)).linearIn(0),
              OpCase.of("max" + fold, different, t -> t.max(axes)),
              OpCase.of("min" + fold, different, t -> t.min(axes)),
              OpCase.of("max, ties" + fold, ties(fold.dims()), t -> t.max(axes)),
              OpCase.of("variance" + fold, x, t -> t.variance(0, axes)),
              OpCase.of("log-sum-exp" + fold, x, t -> t.logSumExp(axes)),
              OpCase.of(
                  "off the mean" + fold, x, t -> t.minus(t.mean(axes).keepDims(t.shape(), axes))));
        });
  }

  private static Stream<OpCase> alongAnAxis() {
    return Stream.of(
            new Fold(new int[] {1}, 0),
            new Fold(new int[] {10}, 0),
            new Fold(new int[] {5, 7}, 0),
            new Fold(new int[] {5, 7}, 1),
            new Fold(new int[] {16, 10}, 1),
            new Fold(new int[] {1, 10}, 1),
            new Fold(new int[] {7, 1}, 1),
            new Fold(new int[] {17, 33}, -1),
            new Fold(new int[] {5, 3, 7}, 1),
            new Fold(new int[] {5, 3, 4, 3}, 1),
            new Fold(new int[] {5, 3, 4, 3}, 0))
        .flatMap(fold -> {
          int axis = fold.axes()[0];
          Input x = normal(fold.dims());
          return Stream.of(
              OpCase.of("softmax" + fold, x, t -> t.times(3).softmax(axis)),
              OpCase.of("log-softmax" + fold, x, t -> t.times(3).logSoftmax(axis)),
              OpCase.of("argmax" + fold, distinct(fold.dims()), t -> t.argMax(axis)),
              OpCase.of("argmax, ties" + fold, ties(fold.dims()), t -> t.argMax(axis)));
        });
  }

  private static Stream<OpCase> integers() {
    return Stream.of(DType.INT32, DType.INT64, DType.UINT8)
        .flatMap(type ->
            Stream.of(
                OpCase.of("sum of " + type, whole(type, 200, 5, 7), x -> x.sum(1)),
                OpCase.of("max of " + type, whole(type, 200, 5, 7), x -> x.max(0)),
                OpCase.of("min of " + type, whole(type, 200, 5, 7), x -> x.min(0)),
                OpCase.of("argmax of " + type, whole(type, 5, 5, 7), x -> x.argMax(1))));
  }

  private static Stream<OpCase> normalizations() {
    return Stream.of(
        OpCase.of(
            "batch norm",
            normal(5, 3, 4, 3),
            normal(3),
            normal(3),
            (x, weight, bias) -> {
              Tensor deviation = x.minus(x.mean(0, 2, 3).alongChannels(4));
              Tensor scale = x.variance(0, 0, 2, 3).plus(1e-5).sqrt();
              return deviation
                  .dividedBy(scale.alongChannels(4))
                  .times(weight.alongChannels(4))
                  .plusChannels(bias);
            }),
        OpCase.of(
            "layer norm",
            normal(5, 13),
            normal(13),
            (x, weight) -> {
              Tensor deviation = x.minus(x.mean(1).keepDims(x.shape(), 1));
              Tensor scale = x.variance(0, 1).plus(1e-5).sqrt();
              return deviation.dividedBy(scale.keepDims(x.shape(), 1)).times(weight);
            }),
        OpCase.of(
            "cross entropy",
            normal(17, 10),
            whole(DType.INT64, 10, 17),
            (logits, target) ->
                logits
                    .logSoftmax(1)
                    .times(target.oneHot(10).to(logits.dtype()))
                    .sum(1)
                    .mean()
                    .negate()));
  }
}
