package dev.fovea.core;

import static dev.fovea.core.Input.normal;
import static dev.fovea.core.Input.whole;

import dev.fovea.core.op.ScatterAddRows;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Moves of elements, with the batch axis in every place, and rows found by number. */
final class RearrangementCases {
  private RearrangementCases() {}

  static Stream<OpCase> all() {
    return Stream.of(reshapes(), permutations(), cuts(), joins(), broadcasts(), rows(), mixed())
        .flatMap(cases -> cases);
  }

  private static Stream<OpCase> reshapes() {
    return Stream.of(
        linear("reshape [5, 12] to [5, 3, 4]", normal(5, 12), x -> x.reshape(5, 3, 4)),
        linear("reshape [5, 12] to [12, 5]", normal(5, 12), x -> x.reshape(12, 5)),
        linear("reshape [5, 12] to [60]", normal(5, 12), x -> x.reshape(-1)),
        linear("reshape [5, 3, 7] to [15, 7]", normal(5, 3, 7), x -> x.reshape(-1, 7)),
        linear("reshape [15, 7] to [5, 3, 7]", normal(15, 7), x -> x.reshape(5, 3, 7)),
        linear("reshape [1] to []", normal(1), x -> x.reshape(Shape.scalar())),
        linear("reshape to more axes", normal(7), x -> x.reshape(1, 7, 1, 1)),
        linear("flatten", normal(5, 3, 4, 3), x -> x.flatten(1)),
        linear("flatten one example", normal(1, 3, 4, 3), x -> x.flatten(1)),
        linear("flatten everything", normal(5, 3, 4), x -> x.flatten(0)));
  }

  private static Stream<OpCase> permutations() {
    return Stream.of(
            new int[] {5, 7}, new int[] {5, 3, 7}, new int[] {5, 1, 7}, new int[] {3, 5, 2, 7})
        .flatMap(dims ->
            orders(dims.length).stream()
                .map(order ->
                    linear(
                        "permute " + Shape.of(dims) + " by " + order,
                        normal(dims),
                        x -> x.permute(order))));
  }

  /** Every order of this many axes. */
  private static List<List<Integer>> orders(int axes) {
    if (axes == 0) {
      return List.of(List.of());
    }
    List<List<Integer>> orders = new ArrayList<>();
    for (List<Integer> shorter : orders(axes - 1)) {
      for (int place = 0; place < axes; place++) {
        List<Integer> longer = new ArrayList<>(shorter);
        longer.add(place, axes - 1);
        orders.add(longer);
      }
    }
    return orders;
  }

  private static Stream<OpCase> cuts() {
    return Stream.of(
        linear("slice of the batch", normal(7, 3), x -> x.slice(2, 5)),
        linear("slice of the batch from its start", normal(17, 3, 3), x -> x.slice(0, 16)),
        linear("one example", normal(5, 3, 4), x -> x.slice(4, 5)),
        linear("narrow the last axis", normal(5, 13), x -> x.narrow(1, 3, 7)),
        linear("narrow a middle axis", normal(5, 7, 3), x -> x.narrow(-2, 0, 1)),
        linear("narrow to nothing but one", normal(3, 1), x -> x.narrow(1, 0, 1)),
        linear("second of three parts", normal(5, 7), x -> x.split(1, 1, 4, 2).get(1)),
        OpCase.of(
            "product of parts",
            normal(6, 5),
            x -> x.split(0, 2, 2, 2).stream().reduce(Tensor::times).orElseThrow()),
        linear("flip the last axis", normal(5, 13), x -> x.flip(1)),
        linear("flip the batch", normal(5, 3), x -> x.flip(0)),
        linear("flip two axes", normal(3, 5, 4, 7), x -> x.flip(2, 3)),
        linear("flip all", normal(3, 5), x -> x.flip()),
        linear("pad with zeros", normal(3, 5), x -> x.pad(List.of(0, 2), List.of(1, 3), 0)),
        OpCase.of("pad with ones", normal(3, 5), x -> x.pad(List.of(1, 0), List.of(2, 1), 1)),
        linear(
            "pad an image",
            normal(2, 3, 5, 4),
            x -> x.pad(List.of(0, 0, 1, 2), List.of(0, 0, 3, 0), 0)),
        linear("pad by nothing", normal(7), x -> x.pad(List.of(0), List.of(0), 0)));
  }

  private static Stream<OpCase> joins() {
    return Stream.of(
        OpCase.of(
            "join batches", normal(3, 5), normal(4, 5), (x, y) -> Tensor.concatenate(0, x, y)),
        OpCase.of(
            "join channels",
            normal(5, 3, 4),
            normal(5, 1, 4),
            normal(5, 2, 4),
            (x, y, z) -> Tensor.concatenate(1, x, y, z)),
        OpCase.of("join ends", normal(5, 7), normal(5, 1), (x, y) -> Tensor.concatenate(-1, x, y)),
        OpCase.of("join with itself", normal(3, 5), x -> Tensor.concatenate(0, x, x.times(2), x)),
        OpCase.of(
            "join with a constant",
            normal(3, 5),
            x -> Tensor.concatenate(1, x, Tensor.full(1, x.dtype(), Shape.of(3, 2)))),
        linear("join one", normal(3, 5), x -> Tensor.concatenate(0, x)));
  }

  private static Stream<OpCase> broadcasts() {
    return Stream.of(
        linear("broadcast a scalar", normal(), x -> x.broadcastTo(Shape.of(3, 5))),
        linear("broadcast a row", normal(7), x -> x.broadcastTo(Shape.of(5, 7))),
        linear("broadcast a column", normal(5, 1), x -> x.broadcastTo(Shape.of(5, 7))),
        linear("broadcast over the batch", normal(1, 3, 4), x -> x.broadcastTo(Shape.of(5, 3, 4))),
        linear("broadcast inside", normal(5, 1, 3), x -> x.broadcastTo(Shape.of(2, 5, 4, 3))),
        linear("broadcast to itself", normal(5, 3), x -> x.broadcastTo(Shape.of(5, 3))),
        linear("broadcast ones to ones", normal(1, 1), x -> x.broadcastTo(Shape.of(1, 1, 1))));
  }

  private static Stream<OpCase> rows() {
    Stream<OpCase> rows =
        Stream.of(DType.INT32, DType.INT64)
            .flatMap(type ->
                Stream.of(
                    OpCase.of("rows by " + type, normal(7, 3), whole(type, 7, 17), Tensor::rows)
                        .linearIn(0),
                    OpCase.of(
                            "rows by a matrix of " + type,
                            normal(5, 13),
                            whole(type, 5, 3, 4),
                            Tensor::rows)
                        .linearIn(0),
                    OpCase.of(
                            "matrices by a scalar " + type,
                            normal(3, 2, 5),
                            whole(type, 3),
                            Tensor::rows)
                        .linearIn(0),
                    OpCase.of(
                            "rows added up by " + type,
                            normal(17, 3),
                            whole(type, 7, 17),
                            (x, at) -> Tensor.apply(new ScatterAddRows(7), x, at))
                        .linearIn(0),
                    OpCase.of("one-hot of " + type, whole(type, 10, 5, 3), x -> x.oneHot(10)),
                    OpCase.of("one-hot scalar of " + type, whole(type, 3), x -> x.oneHot(3))));
    Stream<OpCase> dropout =
        Stream.of(new int[] {1}, new int[] {17}, new int[] {5, 33}, new int[] {5, 3, 4, 3})
            .flatMap(dims ->
                Stream.of(0.1, 0.5, 0.9)
                    .map(rate ->
                        OpCase.of(
                                "dropout " + rate + " of " + Shape.of(dims),
                                normal(dims),
                                whole(DType.INT64, 1000),
                                (x, step) -> x.dropout(rate, Seed.of(7), step))
                            .linearIn(0)));
    return Stream.concat(rows, dropout);
  }

  /** Constants, batches and sizes that coincide, so that a compiler may take one for another. */
  private static Stream<OpCase> mixed() {
    return Stream.of(
        OpCase.of(
            "a vector as long as the batch, along the last axis",
            normal(5, 5),
            normal(5),
            (x, v) -> x.times(v).plus(v)),
        OpCase.of(
            "a vector as long as the batch, along the batch",
            normal(5, 5),
            normal(5),
            (x, v) -> x.times(v.reshape(5, 1)).plus(v)),
        OpCase.of(
            "a square matrix and its transpose", normal(5, 5), x -> x.plus(x.transpose(0, 1))),
        OpCase.of(
            "two batches of unequal size",
            normal(5, 3),
            normal(7, 3),
            (x, y) -> x.sum(0).times(y.sum(0)).plus(x.slice(0, 1).reshape(3))),
        OpCase.of(
            "every example against every other",
            normal(5, 3),
            normal(7, 3),
            (x, y) -> x.reshape(5, 1, 3).minus(y.reshape(1, 7, 3)).pow(2).sum(2)),
        OpCase.of(
            "the batch mean taken off, then a row",
            normal(5, 7),
            normal(7),
            (x, row) -> x.minus(x.mean(0)).times(row).tanh()),
        OpCase.of(
            "the batch after the channels",
            normal(3, 5, 4),
            normal(5),
            (x, v) -> x.permute(List.of(1, 0, 2)).sum(1, 2).times(v).relu()),
        OpCase.of(
            "the batch flattened into rows",
            normal(5, 3, 4),
            normal(4, 7),
            (x, w) -> x.reshape(15, 4).matmul(w).reshape(5, 3, 7).mean(1).softmax(1)),
        OpCase.of(
            "halves of the batch",
            normal(6, 3),
            x -> x.slice(0, 3).times(x.slice(3, 6)).plus(x.slice(1, 4))),
        OpCase.of(
            "both ends of the batch joined",
            normal(7, 3),
            x -> Tensor.concatenate(0, x.slice(5, 7), x.slice(0, 2)).exp()),
        OpCase.of(
            "a batch of one against many",
            normal(1, 3, 4),
            normal(5, 3, 4),
            (x, y) -> x.times(y).sum(0, 2)),
        OpCase.of(
            "used twice, whole and folded",
            normal(5, 7),
            x -> x.softmax(1).times(x.sum(1).keepDims(x.shape(), 1)).plus(x.mean())),
        OpCase.of(
            "a constant of the batch's length from data",
            normal(5, 3),
            x ->
                x.times(
                    Tensor.of(IntStream.range(0, 5).mapToDouble(i -> 0.5 * i - 1).toArray(), 5, 1)
                        .to(x.dtype()))));
  }

  private static OpCase linear(String name, Input x, OpCase.One function) {
    return OpCase.of(name, x, function).linearIn(0);
  }
}
