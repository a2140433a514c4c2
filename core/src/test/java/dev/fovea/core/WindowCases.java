package dev.fovea.core;

import static dev.fovea.core.Input.distinct;
import static dev.fovea.core.Input.normal;
import static dev.fovea.core.Input.ties;

import dev.fovea.core.op.AvgPoolTransposed;
import dev.fovea.core.op.Convolution;
import dev.fovea.core.op.ConvolutionWeightGradient;
import dev.fovea.core.op.MaxPool;
import dev.fovea.core.op.MaxPoolPick;
import dev.fovea.core.op.MaxPoolScatter;
import dev.fovea.core.op.Spatial;
import dev.fovea.core.shape.Padding;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Window;
import java.util.List;
import java.util.stream.Stream;

/** Convolutions, their adjoints, and pooling, over the whole range of window geometries. */
final class WindowCases {
  private WindowCases() {}

  static Stream<OpCase> all() {
    return Stream.of(convolutions(), transposed(), pools(), adaptive(), networks())
        .flatMap(cases -> cases);
  }

  @SuppressWarnings("ArrayRecordComponent") // sizes of a case; nobody compares two
  private record Layer(String what, Window window, int groups, int[] x, int[] weight) {
    Layer(String what, Window window, int[] x, int... weight) {
      this(what, window, 1, x, weight);
    }
  }

  private static int[] x(int... dims) {
    return dims;
  }

  private static Stream<OpCase> convolutions() {
    Window w3 = Window.of(3);
    Window w33 = Window.of(3, 3);
    return Stream.of(
            new Layer("1-D", w3, x(5, 2, 13), 3, 2, 3),
            new Layer("1-D, one example", w3, x(1, 1, 7), 1, 1, 3),
            new Layer("1-D, stride 2, padding 1", w3.stride(2).padding(1), x(3, 3, 17), 5, 3, 3),
            new Layer("1-D, stride above kernel", Window.of(2).stride(5), x(2, 3, 17), 2, 3, 2),
            new Layer("1-D, kernel 1", Window.of(1), x(5, 7, 3), 3, 7, 1),
            new Layer("1-D, same, even", Window.of(4).padding(Padding.same()), x(2, 3, 9), 2, 3, 4),
            new Layer(
                "1-D, same, stride 2", w3.stride(2).padding(Padding.same()), x(2, 2, 8), 3, 2, 3),
            new Layer(
                "1-D, dilation 4", Window.of(9).dilation(4).padding(16), x(2, 1, 41), 3, 1, 9),
            new Layer(
                "1-D, padding after only",
                w3.padding(Padding.of(List.of(0), List.of(2))),
                x(2, 2, 7),
                3,
                2,
                3),
            new Layer("1-D, groups", w3, 3, x(2, 6, 9), new int[] {9, 2, 3}),
            new Layer("1-D, depthwise", w3.padding(1), 5, x(3, 5, 13), new int[] {5, 1, 3}),
            new Layer("2-D", w33, x(5, 2, 7, 8), 3, 2, 3, 3),
            new Layer("2-D, one pixel", Window.of(1, 1), x(1, 1, 1, 1), 1, 1, 1, 1),
            new Layer("2-D, 5x5 of one channel", Window.of(5, 5), x(3, 1, 12, 12), 8, 1, 5, 5),
            new Layer("2-D, 17 to 13 channels", Window.of(2, 3), x(2, 17, 5, 7), 13, 17, 2, 3),
            new Layer("2-D, padding 1", w33.padding(1), x(16, 3, 5, 5), 4, 3, 3, 3),
            new Layer(
                "2-D, stride 2, padding 1", w33.stride(2).padding(1), x(3, 3, 9, 8), 5, 3, 3, 3),
            new Layer("2-D, stride 3 and 1", w33.stride(3, 1), x(2, 2, 9, 7), 3, 2, 3, 3),
            new Layer(
                "2-D, stride above kernel",
                Window.of(2, 1).stride(3, 2),
                x(2, 2, 9, 7),
                3,
                2,
                2,
                1),
            new Layer("2-D, kernel as the input", Window.of(4, 5), x(3, 2, 4, 5), 7, 2, 4, 5),
            new Layer("2-D, pointwise", Window.of(1, 1), x(3, 9, 4, 5), 5, 9, 1, 1),
            new Layer(
                "2-D, pointwise, stride 2", Window.of(1, 1).stride(2), x(2, 3, 5, 6), 4, 3, 1, 1),
            new Layer("2-D, row", Window.of(1, 7).padding(0, 3), x(2, 2, 3, 9), 3, 2, 1, 7),
            new Layer("2-D, column", Window.of(7, 1).padding(3, 0), x(2, 2, 9, 3), 3, 2, 7, 1),
            new Layer(
                "2-D, same, even",
                Window.of(4, 2).padding(Padding.same()),
                x(2, 2, 6, 5),
                3,
                2,
                4,
                2),
            new Layer(
                "2-D, same, stride 2 and 3",
                Window.of(4, 3).stride(2, 3).padding(Padding.same()),
                x(2, 2, 7, 8),
                3,
                2,
                4,
                3),
            new Layer(
                "2-D, same, dilated",
                w33.dilation(2, 1).padding(Padding.same()),
                x(2, 2, 7, 6),
                3,
                2,
                3,
                3),
            new Layer("2-D, dilation 2 and 3", w33.dilation(2, 3), x(2, 2, 9, 11), 3, 2, 3, 3),
            new Layer(
                "2-D, all of it",
                Window.of(3, 2)
                    .stride(2, 3)
                    .dilation(2, 1)
                    .padding(Padding.of(List.of(2, 0), List.of(1, 1))),
                2,
                x(3, 4, 9, 10),
                new int[] {6, 2, 3, 2}),
            new Layer("2-D, groups", Window.of(3, 2), 3, x(2, 6, 5, 5), new int[] {9, 2, 3, 2}),
            new Layer("2-D, depthwise", w33.padding(1), 7, x(3, 7, 6, 5), new int[] {7, 1, 3, 3}),
            new Layer(
                "2-D, depthwise, stride 2",
                w33.stride(2).padding(1),
                5,
                x(2, 5, 8, 7),
                new int[] {5, 1, 3, 3}),
            new Layer("2-D, depthwise, three each", w33, 2, x(2, 2, 6, 6), new int[] {6, 1, 3, 3}),
            new Layer(
                "2-D, padding above kernel",
                Window.of(2, 2).padding(Padding.of(List.of(3, 1), List.of(0, 4))),
                x(1, 1, 3, 3),
                2,
                1,
                2,
                2),
            new Layer("2-D, batch 33", w33, x(33, 1, 5, 4), 3, 1, 3, 3))
        .flatMap(layer ->
            Stream.of(
                OpCase.of(
                        "conv " + layer.what,
                        normal(layer.x),
                        normal(layer.weight),
                        (x, weight) -> x.conv(weight, layer.window, layer.groups))
                    .linearIn(0, 1),
                OpCase.of(
                    "conv, bias and relu " + layer.what,
                    normal(layer.x),
                    normal(layer.weight),
                    normal(layer.weight[0]),
                    (x, weight, bias) ->
                        x.conv(weight, layer.window, layer.groups).plusChannels(bias).silu()),
                weightGradient(layer)));
  }

  /** The adjoint in the weight, asked for by itself. */
  private static OpCase weightGradient(Layer layer) {
    Shape x = Shape.of(layer.x);
    Window window = layer.window.resolve(Spatial.sizes(x));
    Shape y = new Convolution(window, layer.groups).outputShape(List.of(x, Shape.of(layer.weight)));
    return OpCase.of(
            "conv weight gradient " + layer.what,
            normal(layer.x),
            normal(y.dims()),
            (a, g) -> Tensor.apply(new ConvolutionWeightGradient(window, layer.groups), a, g))
        .linearIn(0, 1);
  }

  @SuppressWarnings("ArrayRecordComponent") // sizes of a case; nobody compares two
  private record Up(String what, Window window, int groups, int[] x, int[] weight, int... extra) {}

  private static Stream<OpCase> transposed() {
    Window w33 = Window.of(3, 3);
    return Stream.of(
            new Up("1-D", Window.of(3), 1, x(5, 3, 7), x(3, 2, 3)),
            new Up("1-D, stride 2", Window.of(3).stride(2), 1, x(2, 3, 5), x(3, 2, 3)),
            new Up("1-D, gaps", Window.of(2).stride(3), 1, x(1, 2, 4), x(2, 3, 2)),
            new Up("1-D, extra", Window.of(3).stride(2).padding(1), 1, x(3, 2, 6), x(2, 3, 3), 1),
            new Up("1-D, groups, dilation", Window.of(3).dilation(2), 2, x(1, 4, 5), x(4, 3, 3)),
            new Up("2-D", Window.of(3, 2), 1, x(5, 3, 4, 3), x(3, 4, 3, 2)),
            new Up(
                "2-D, doubling",
                Window.of(4, 4).stride(2).padding(1),
                1,
                x(3, 3, 4, 5),
                x(3, 2, 4, 4)),
            new Up(
                "2-D, stride 2 and 3",
                Window.of(3, 4).stride(2, 3),
                1,
                x(2, 2, 3, 4),
                x(2, 3, 3, 4)),
            new Up("2-D, extra", w33.stride(2).padding(1), 1, x(2, 2, 4, 3), x(2, 3, 3, 3), 1, 0),
            new Up("2-D, depthwise", Window.of(2, 2).stride(2), 3, x(1, 3, 4, 4), x(3, 1, 2, 2)),
            new Up(
                "2-D, all of it",
                w33.stride(3, 2).padding(1, 2).dilation(2, 1),
                2,
                x(2, 4, 3, 4),
                x(4, 2, 3, 3),
                2,
                1))
        .map(up ->
            OpCase.of(
                    "transposed conv " + up.what,
                    normal(up.x),
                    normal(up.weight),
                    (x, weight) -> x.convTransposed(weight, up.window, up.groups, up.extra))
                .linearIn(0, 1));
  }

  @SuppressWarnings("ArrayRecordComponent") // sizes of a case; nobody compares two
  private record Pool(String what, Window window, int... x) {}

  private static Stream<OpCase> pools() {
    Window w2 = Window.of(2).stride(2);
    Window w22 = Window.of(2, 2).stride(2);
    Window w33 = Window.of(3, 3).stride(2);
    List<Pool> both =
        List.of(
            new Pool("1-D", w2, 5, 3, 8),
            new Pool("1-D, odd", w2, 2, 3, 7),
            new Pool("1-D, padding", Window.of(3).stride(2).padding(1), 3, 2, 9),
            new Pool("1-D, ceil", Window.of(3).stride(3).ceilMode(true), 2, 2, 8),
            new Pool("1-D, ceil, dropped", w2.padding(1).ceilMode(true), 1, 2, 5),
            new Pool("1-D, kernel 1", Window.of(1), 3, 2, 5),
            new Pool("2-D", w22, 5, 3, 6, 4),
            new Pool("2-D, odd", w22, 2, 3, 7, 5),
            new Pool("2-D, 17 channels", w22, 1, 17, 4, 6),
            new Pool("2-D, batch 17", w22, 17, 1, 4, 4),
            new Pool("2-D, overlapping", w33, 2, 2, 7, 9),
            new Pool("2-D, overlapping, padding", w33.padding(1), 3, 3, 6, 7),
            new Pool("2-D, stride 1", Window.of(3, 2), 2, 2, 5, 5),
            new Pool("2-D, same", Window.of(2, 3).padding(Padding.same()), 2, 2, 5, 4),
            new Pool("2-D, stride above kernel", Window.of(2, 2).stride(3, 4), 2, 2, 8, 9),
            new Pool("2-D, ceil", Window.of(3, 4).stride(2, 3).ceilMode(true), 2, 2, 8, 6),
            new Pool("2-D, ceil, padding", w33.padding(1).ceilMode(true), 2, 2, 6, 8),
            new Pool("2-D, ceil, dropped", w22.padding(1).ceilMode(true), 1, 2, 5, 5),
            new Pool("2-D, whole", Window.of(4, 5), 3, 2, 4, 5));
    List<Pool> dilated =
        List.of(
            new Pool("1-D, dilation", Window.of(3).stride(2).padding(1).dilation(2), 2, 2, 11),
            new Pool(
                "2-D, dilation",
                Window.of(3, 2).stride(2).padding(1, 0).dilation(2, 1),
                2,
                2,
                8,
                7));
    return Stream.concat(
        both.stream()
            .flatMap(pool -> Stream.of(average(pool, true), average(pool, false), spread(pool))),
        Stream.concat(both.stream(), dilated.stream()).flatMap(WindowCases::largest));
  }

  private static OpCase average(Pool pool, boolean countPadding) {
    return OpCase.of(
            "average pool, padding %scounted, %s".formatted(countPadding ? "" : "not ", pool.what),
            normal(pool.x),
            x -> x.avgPool(pool.window, countPadding))
        .linearIn(0);
  }

  private static OpCase spread(Pool pool) {
    List<Integer> sizes = Spatial.sizes(Shape.of(pool.x));
    return OpCase.of(
            "average pool transposed " + pool.what,
            normal(pooled(pool).dims()),
            y -> Tensor.apply(new AvgPoolTransposed(pool.window.resolve(sizes), false, sizes), y))
        .linearIn(0);
  }

  private static Shape pooled(Pool pool) {
    Shape x = Shape.of(pool.x);
    return new MaxPool(pool.window.resolve(Spatial.sizes(x))).outputShape(List.of(x));
  }

  private static Stream<OpCase> largest(Pool pool) {
    Window window = pool.window.resolve(Spatial.sizes(Shape.of(pool.x)));
    return Stream.of(
        OpCase.of("max pool " + pool.what, distinct(pool.x), x -> x.maxPool(pool.window)),
        OpCase.of("max pool, ties " + pool.what, ties(pool.x), x -> x.maxPool(pool.window)),
        OpCase.of(
            "relu and max pool " + pool.what, distinct(pool.x), x -> x.relu().maxPool(pool.window)),
        OpCase.of(
                "max pool scatter " + pool.what,
                distinct(pool.x),
                normal(pooled(pool).dims()),
                (x, v) -> Tensor.apply(new MaxPoolScatter(window), x, x.maxPool(window), v))
            .linearIn(1),
        OpCase.of(
                "max pool pick " + pool.what,
                distinct(pool.x),
                normal(pool.x),
                (x, v) -> Tensor.apply(new MaxPoolPick(window), x, x.maxPool(window), v))
            .linearIn(1));
  }

  private static Stream<OpCase> adaptive() {
    return Stream.of(
        adaptive(normal(2, 3, 8), 4),
        adaptive(normal(2, 3, 7), 3),
        adaptive(normal(1, 2, 3), 5),
        adaptive(normal(5, 2, 13), 1),
        adaptive(normal(2, 3, 6, 4), 3, 2),
        adaptive(normal(3, 2, 7, 5), 3, 2),
        adaptive(normal(1, 2, 3, 2), 5, 3),
        adaptive(normal(5, 2, 5, 5), 1, 1),
        OpCase.of(
            "max pool, no tap inside",
            ties(3, 2, 1),
            x -> x.maxPool(Window.of(2).dilation(3).padding(2))),
        OpCase.of("global max pool", distinct(5, 3, 4, 3), x -> x.max(2, 3)));
  }

  private static OpCase adaptive(Input x, int... sizes) {
    return OpCase.of(
            "adaptive average pool " + x.shape() + " to " + Shape.of(sizes),
            x,
            t -> t.adaptiveAvgPool(sizes))
        .linearIn(0);
  }

  private static Stream<OpCase> networks() {
    return Stream.of(1, 5, 17)
        .flatMap(batch ->
            Stream.of(
                OpCase.of(
                    "conv, bias, relu, pool, flatten, linear, batch " + batch,
                    distinct(batch, 1, 8, 8),
                    normal(3, 1, 3, 3),
                    normal(5, 27),
                    (x, kernel, weight) ->
                        x.conv(kernel, Window.of(3, 3), 1)
                            .plus(0.1)
                            .relu()
                            .maxPool(Window.of(2, 2).stride(2))
                            .flatten(1)
                            .linear(weight)
                            .logSoftmax(1)),
                OpCase.of(
                    "two convolutions and a residual, batch " + batch,
                    normal(batch, 3, 5, 4),
                    normal(3, 3, 3, 3),
                    normal(3, 3, 3, 3),
                    (x, a, b) -> {
                      Window same = Window.of(3, 3).padding(1);
                      return x.conv(a, same, 1).silu().conv(b, same, 1).plus(x).tanh();
                    })));
  }
}
