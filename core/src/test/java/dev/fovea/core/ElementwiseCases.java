package dev.fovea.core;

import static dev.fovea.core.Input.distinct;
import static dev.fovea.core.Input.normal;
import static dev.fovea.core.Input.positive;
import static dev.fovea.core.Input.ties;
import static dev.fovea.core.Input.truth;
import static dev.fovea.core.Input.whole;

import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Element by element: arithmetic, functions, comparisons, activations; broadcasting. */
final class ElementwiseCases {
  private ElementwiseCases() {}

  static Stream<OpCase> all() {
    return Stream.of(
            functions(), linear(), arithmetic(), broadcasting(), comparisons(), integers(), casts())
        .flatMap(cases -> cases);
  }

  private static final List<Integer> LENGTHS = List.of(1, 3, 7, 13, 16, 17, 33, 207);

  private static Stream<OpCase> functions() {
    Map<String, OpCase.One> anywhere = new LinkedHashMap<>();
    anywhere.put("exp", Tensor::exp);
    anywhere.put("sigmoid", Tensor::sigmoid);
    anywhere.put("tanh", Tensor::tanh);
    anywhere.put("softplus", Tensor::softplus);
    anywhere.put("erf", Tensor::erf);
    anywhere.put("gelu", Tensor::gelu);
    anywhere.put("silu", Tensor::silu);
    anywhere.put("square", x -> x.pow(2));
    anywhere.put("cube", x -> x.pow(3));
    anywhere.put("a sum of itself", x -> x.plus(x).plus(x.times(x)));
    Map<String, OpCase.One> positive = new LinkedHashMap<>();
    positive.put("log", Tensor::log);
    positive.put("sqrt", Tensor::sqrt);
    positive.put("pow 0.5", x -> x.pow(0.5));
    positive.put("pow -1.5", x -> x.pow(-1.5));
    positive.put("pow 0", x -> x.pow(0));
    Map<String, OpCase.One> kinked = new LinkedHashMap<>();
    kinked.put("abs", Tensor::abs);
    kinked.put("sign", Tensor::sign);
    kinked.put("relu", Tensor::relu);
    kinked.put("leaky relu", x -> x.leakyRelu(0.01));
    kinked.put("elu", x -> x.elu(0.7));
    kinked.put("clip", x -> x.clip(-1, 0.5));
    kinked.put("hard sigmoid", x -> x.times(2.6).hardSigmoid());
    kinked.put("hard swish", x -> x.times(2.6).hardSwish());
    kinked.put("hard tanh", Tensor::hardTanh);
    kinked.put("twice or squared", x -> x.times(2).where(x.greater(0), x.times(x)));
    kinked.put("a chain", x -> x.times(3).plus(1).relu().minus(0.5).tanh().dividedBy(7));
    return LENGTHS.stream()
        .flatMap(length ->
            Stream.of(
                    named(anywhere, normal(length)),
                    named(positive, positive(length)),
                    named(kinked, distinct(length)))
                .flatMap(cases -> cases));
  }

  private static Stream<OpCase> named(Map<String, OpCase.One> functions, Input input) {
    return functions.entrySet().stream()
        .map(e -> OpCase.of(e.getKey() + " " + input.shape(), input, e.getValue()));
  }

  private static Stream<OpCase> linear() {
    return Stream.of(
        OpCase.of("negate", normal(5, 7), Tensor::negate).linearIn(0),
        OpCase.of("times a number", normal(5, 7), x -> x.times(-2.5)).linearIn(0),
        OpCase.of("divided by a number", normal(13), x -> x.dividedBy(3)).linearIn(0),
        OpCase.of("plus and minus a number", normal(13), x -> x.plus(3).minus(0.25)),
        OpCase.of("one minus", normal(13), x -> x.negate().plus(1)),
        OpCase.of(
            "plus a constant tensor",
            normal(3, 5),
            x -> x.plus(Tensor.full(2, x.dtype(), x.shape()))),
        OpCase.of("a scalar", normal(), x -> x.times(x).plus(x)));
  }

  private static Stream<OpCase> arithmetic() {
    return Stream.of(new int[] {1}, new int[] {17}, new int[] {3, 13}, new int[] {2, 3, 5, 7})
        .flatMap(dims -> {
          String on = " " + Shape.of(dims);
          return Stream.of(
              OpCase.of("plus" + on, normal(dims), normal(dims), Tensor::plus),
              OpCase.of("minus" + on, normal(dims), normal(dims), Tensor::minus),
              OpCase.of("times" + on, normal(dims), normal(dims), Tensor::times).linearIn(0, 1),
              OpCase.of("divided by" + on, normal(dims), positive(dims), Tensor::dividedBy)
                  .linearIn(0),
              OpCase.of("maximum" + on, distinct(dims), distinct(dims), Tensor::maximum),
              OpCase.of("minimum" + on, distinct(dims), distinct(dims), Tensor::minimum),
              OpCase.of("maximum, ties" + on, ties(dims), ties(dims), Tensor::maximum),
              OpCase.of("minimum, ties" + on, ties(dims), ties(dims), Tensor::minimum),
              OpCase.of(
                  "where" + on,
                  truth(dims),
                  normal(dims),
                  normal(dims),
                  (c, x, y) -> x.where(c, y)));
        });
  }

  @SuppressWarnings("ArrayRecordComponent") // sizes of a case; nobody compares two
  private record Pair(int[] left, int[] right) {}

  private static Stream<OpCase> broadcasting() {
    return Stream.of(
            new Pair(new int[] {5, 7}, new int[] {7}),
            new Pair(new int[] {5, 7}, new int[] {5, 1}),
            new Pair(new int[] {5, 7}, new int[] {1, 7}),
            new Pair(new int[] {5, 1}, new int[] {1, 7}),
            new Pair(new int[] {5, 7}, new int[] {}),
            new Pair(new int[] {}, new int[] {3}),
            new Pair(new int[] {7}, new int[] {3, 5, 7}),
            new Pair(new int[] {5, 3, 4, 5}, new int[] {3, 1, 1}),
            new Pair(new int[] {5, 3, 4, 5}, new int[] {5, 1, 1, 1}),
            new Pair(new int[] {5, 3, 4, 5}, new int[] {5}),
            new Pair(new int[] {1, 3, 1, 5}, new int[] {4, 1, 2, 1}),
            new Pair(new int[] {5, 5}, new int[] {5}),
            new Pair(new int[] {1, 1}, new int[] {1}),
            new Pair(new int[] {17, 33}, new int[] {33}))
        .flatMap(pair -> {
          String on = " " + Shape.of(pair.left) + " and " + Shape.of(pair.right);
          Input left = normal(pair.left);
          Input right = normal(pair.right);
          return Stream.of(
              OpCase.of("plus" + on, left, right, Tensor::plus),
              OpCase.of("minus" + on, left, right, Tensor::minus),
              OpCase.of("times" + on, left, right, Tensor::times).linearIn(0, 1),
              OpCase.of("divided by" + on, left, positive(pair.right), Tensor::dividedBy)
                  .linearIn(0),
              OpCase.of("maximum" + on, distinct(pair.left), distinct(pair.right), Tensor::maximum),
              OpCase.of("where" + on, truth(pair.right), left, right, (c, x, y) -> x.where(c, y)));
        });
  }

  private static Stream<OpCase> comparisons() {
    return Stream.of(new int[] {1}, new int[] {5, 13}, new int[] {33})
        .flatMap(dims -> {
          Input x = ties(dims);
          Input y = ties(dims);
          String on = " " + Shape.of(dims);
          return Stream.of(
              OpCase.of("less" + on, x, y, Tensor::less),
              OpCase.of("less or equal" + on, x, y, Tensor::lessOrEqual),
              OpCase.of("greater" + on, x, y, Tensor::greater),
              OpCase.of("greater or equal" + on, x, y, Tensor::greaterOrEqual),
              OpCase.of("equal" + on, x, y, Tensor::equal),
              OpCase.of("less than a number" + on, x, a -> a.less(0)),
              OpCase.of("and" + on, truth(dims), truth(dims), Tensor::and),
              OpCase.of("or" + on, truth(dims), truth(dims), Tensor::or),
              OpCase.of("not" + on, truth(dims), Tensor::not),
              OpCase.of(
                  "a mask of comparisons" + on,
                  normal(dims),
                  x,
                  (a, b) -> a.where(b.greater(0).or(b.less(0)).and(b.equal(b)), -1)));
        });
  }

  private static Stream<OpCase> integers() {
    return Stream.of(DType.INT32, DType.INT64, DType.UINT8)
        .flatMap(type -> {
          Input x = whole(type, 100, 5, 7);
          Input y = whole(type, 100, 5, 7);
          return Stream.of(
              OpCase.of("plus " + type, x, y, Tensor::plus),
              OpCase.of("minus " + type, x, y, Tensor::minus),
              OpCase.of("times " + type, x, y, Tensor::times),
              OpCase.of("maximum " + type, x, y, Tensor::maximum),
              OpCase.of("minimum " + type, x, y, Tensor::minimum),
              OpCase.of("less " + type, x, y, Tensor::less),
              OpCase.of("equal " + type, x, y, Tensor::equal),
              OpCase.of("plus a number " + type, x, a -> a.plus(3)),
              OpCase.of("negate " + type, x, Tensor::negate),
              OpCase.of("abs " + type, x, a -> a.minus(50).abs()),
              OpCase.of("where " + type, x, y, (a, b) -> a.where(a.less(b), b)));
        });
  }

  private static Stream<OpCase> casts() {
    Stream<OpCase> fromFloating =
        Stream.of(DType.values())
            .map(to -> OpCase.of("floating to " + to, distinct(17), x -> x.times(20).abs().to(to)));
    Stream<OpCase> fromWhole =
        Stream.of(DType.INT32, DType.INT64, DType.UINT8, DType.BOOL)
            .flatMap(from ->
                Stream.of(DType.values())
                    .map(to ->
                        OpCase.of(
                            from + " to " + to,
                            whole(from, from == DType.BOOL ? 2 : 250, 13),
                            x -> x.to(to))));
    Stream<OpCase> there =
        Stream.of(
            OpCase.of(
                "through double and back", normal(7), x -> x.to(DType.FLOAT64).exp().to(x.dtype())),
            OpCase.of(
                "pixels to numbers",
                normal(7),
                whole(DType.UINT8, 256, 3, 7),
                (x, p) -> p.to(x.dtype()).dividedBy(255).times(x)),
            OpCase.of(
                "detached factor",
                normal(7),
                x -> x.times(x.detach().exp()).where(x.greater(5), 0)));
    return Stream.of(fromFloating, fromWhole, there).flatMap(cases -> cases);
  }
}
