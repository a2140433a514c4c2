package dev.fovea.core;

import dev.fovea.core.golden.Case;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Padding;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The ops of the golden files in terms of {@link Tensor}; an unknown one is an error. */
final class GoldenOps {
  private GoldenOps() {}

  /** What a golden case computes from its inputs. */
  static Tensor compute(Case c, Map<String, Tensor> inputs) {
    Tensor x = inputs.values().iterator().next();
    return switch (c.op()) {
      case "conv1d", "conv2d" ->
          plusBias(
              x.conv(in("weight", inputs), convWindow(c, inputs), c.integer("groups")), inputs);
      case "conv_transpose1d", "conv_transpose2d" ->
          plusBias(
              x.convTransposed(
                  in("weight", inputs),
                  convWindow(c, inputs),
                  c.integer("groups"),
                  c.integers("outputPadding")),
              inputs);
      case "max_pool1d", "max_pool2d" -> x.maxPool(poolWindow(c).dilation(c.integers("dilation")));
      case "avg_pool1d", "avg_pool2d" -> x.avgPool(poolWindow(c), c.flag("countIncludePad"));
      case "adaptive_avg_pool1d", "adaptive_avg_pool2d" ->
          x.adaptiveAvgPool(c.integers("outputSize"));
      case "global_avg_pool" -> kept(x, x.mean(spatial(x)), spatial(x));
      case "global_max_pool" -> kept(x, x.max(spatial(x)), spatial(x));
      case "matmul" -> matmul(x, in("y", inputs));
      case "linear" -> linear(x, inputs);
      case "add" -> x.plus(in("y", inputs));
      case "sub" -> x.minus(in("y", inputs));
      case "mul" -> x.times(in("y", inputs));
      case "div" -> x.dividedBy(in("y", inputs));
      case "maximum" -> x.maximum(in("y", inputs));
      case "minimum" -> x.minimum(in("y", inputs));
      case "pow_tensor" -> x.log().times(in("y", inputs)).exp();
      case "neg" -> x.negate();
      case "exp" -> x.exp();
      case "log" -> x.log();
      case "sqrt" -> x.sqrt();
      case "abs" -> x.abs();
      case "pow" -> x.pow(c.number("exponent"));
      case "clip" ->
          x.clip(
              c.has("min") ? c.number("min") : Double.NEGATIVE_INFINITY,
              c.has("max") ? c.number("max") : Double.POSITIVE_INFINITY);
      case "equal" -> x.equal(in("y", inputs));
      case "not_equal" -> x.equal(in("y", inputs)).not();
      case "less" -> x.less(in("y", inputs));
      case "less_equal" -> x.lessOrEqual(in("y", inputs));
      case "greater" -> x.greater(in("y", inputs));
      case "greater_equal" -> x.greaterOrEqual(in("y", inputs));
      case "where" -> in("x", inputs).where(in("condition", inputs), in("y", inputs));
      case "sum" -> reduced(c, x, x.sum(c.integers("axes")));
      case "mean" -> reduced(c, x, x.mean(c.integers("axes")));
      case "max" -> reduced(c, x, x.max(c.integers("axes")));
      case "min" -> reduced(c, x, x.min(c.integers("axes")));
      case "logsumexp" -> reduced(c, x, x.logSumExp(c.integers("axes")));
      case "var" -> reduced(c, x, x.variance(c.flag("unbiased") ? 1 : 0, c.integers("axes")));
      case "argmax" -> arg(c, x, x.argMax(c.integer("axis")));
      case "argmin" -> arg(c, x, x.negate().argMax(c.integer("axis")));
      case "relu" -> x.relu();
      case "leaky_relu" -> x.leakyRelu(c.number("negativeSlope"));
      case "elu" -> x.elu(c.number("alpha"));
      case "gelu" -> c.text("approximate").equals("none") ? x.gelu() : geluByTanh(x);
      case "silu" -> x.silu();
      case "sigmoid" -> x.sigmoid();
      case "tanh" -> x.tanh();
      case "softplus" -> softplus(c, x);
      case "hardsigmoid" -> x.hardSigmoid();
      case "hardswish" -> x.hardSwish();
      case "hardtanh" -> x.clip(c.number("min"), c.number("max"));
      case "relu6" -> x.clip(0, 6);
      case "mish" -> x.times(x.softplus().tanh());
      case "softmax" -> x.softmax(c.integer("axis"));
      case "log_softmax" -> x.logSoftmax(c.integer("axis"));
      case "batch_norm" -> batchNorm(c, x, inputs);
      case "layer_norm" -> layerNorm(c, x, inputs);
      case "group_norm" -> affine(grouped(x, c.integer("groups"), c.number("epsilon")), inputs);
      case "instance_norm" -> affine(grouped(x, x.shape().dim(1), c.number("epsilon")), inputs);
      case "reshape" -> x.reshape(Shape.of(c.integers("shape")));
      case "transpose" -> x.permute(Arrays.stream(c.integers("axes")).boxed().toList());
      case "concatenate" ->
          Tensor.concatenate(c.integer("axis"), inputs.values().toArray(Tensor[]::new));
      case "split" -> x.split(c.integer("axis"), c.integers("sizes")).get(c.integer("index"));
      case "slice" ->
          x.narrow(c.integer("axis"), c.integer("start"), c.integer("end") - c.integer("start"));
      case "pad" -> pad(c, x);
      case "flip" -> x.flip(c.integers("axes"));
      case "gather_rows" -> in("weight", inputs).rows(in("indices", inputs));
      case "one_hot" -> x.oneHot(c.integer("classes")).to(DType.INT64);
      default -> throw new IllegalArgumentException("no tensor op for golden op " + c.op());
    };
  }

  /** The other tensors a golden case computes: the running statistics of batch normalization. */
  static Map<String, Tensor> extras(Case c, Map<String, Tensor> inputs) {
    if (c.extraOutputs().isEmpty()) {
      return Map.of();
    }
    Tensor x = in("x", inputs);
    double momentum = c.number("momentum");
    int[] folded = allButChannels(x);
    return Map.of(
        "runningMean",
        moved(in("runningMean", inputs), x.mean(folded), momentum),
        "runningVar",
        moved(in("runningVar", inputs), x.variance(1, folded), momentum));
  }

  private static Tensor moved(Tensor old, Tensor present, double momentum) {
    return old.times(1 - momentum).plus(present.times(momentum));
  }

  private static Tensor in(String name, Map<String, Tensor> inputs) {
    Tensor input = inputs.get(name);
    if (input == null) {
      throw new IllegalArgumentException("no input " + name + " among " + inputs.keySet());
    }
    return input;
  }

  private static Tensor plusBias(Tensor y, Map<String, Tensor> inputs) {
    return inputs.containsKey("bias") ? y.plusChannels(in("bias", inputs)) : y;
  }

  private static Window convWindow(Case c, Map<String, Tensor> inputs) {
    int[] weight = in("weight", inputs).shape().dims();
    Window window =
        Window.of(Arrays.copyOfRange(weight, 2, weight.length))
            .stride(c.integers("stride"))
            .dilation(c.integers("dilation"));
    if (!c.has("paddingName")) {
      return window.padding(padding(c));
    }
    return window.padding(c.text("paddingName").equals("same") ? Padding.same() : Padding.valid());
  }

  private static Window poolWindow(Case c) {
    return Window.of(c.integers("kernel"))
        .stride(c.integers("stride"))
        .padding(padding(c))
        .ceilMode(c.flag("ceilMode"));
  }

  private static Padding padding(Case c) {
    return Padding.of(side(c, 0), side(c, 1));
  }

  private static List<Integer> side(Case c, int side) {
    return Arrays.stream(c.padding()).map(pair -> pair[side]).toList();
  }

  private static int[] spatial(Tensor x) {
    return IntStream.range(2, x.shape().rank()).toArray();
  }

  private static int[] allButChannels(Tensor x) {
    return IntStream.range(0, x.shape().rank()).filter(axis -> axis != 1).toArray();
  }

  private static Tensor kept(Tensor x, Tensor folded, int... axes) {
    return folded.keepDims(x.shape(), axes);
  }

  private static Tensor reduced(Case c, Tensor x, Tensor folded) {
    return c.flag("keepDims") ? kept(x, folded, c.integers("axes")) : folded;
  }

  private static Tensor arg(Case c, Tensor x, Tensor folded) {
    return c.flag("keepDims") ? kept(x, folded, c.integer("axis")) : folded;
  }

  /** Batches of unequal size: the smaller side is repeated first. */
  private static Tensor matmul(Tensor x, Tensor y) {
    if (x.shape().rank() == y.shape().rank() && x.shape().dim(0) == y.shape().dim(0)) {
      return x.matmul(y);
    }
    if (x.shape().rank() == 2 && y.shape().rank() == 2) {
      return x.matmul(y);
    }
    int batch = Math.max(batch(x), batch(y));
    return repeated(x, batch).matmul(repeated(y, batch));
  }

  private static int batch(Tensor x) {
    return x.shape().rank() == 3 ? x.shape().dim(0) : 1;
  }

  private static Tensor repeated(Tensor x, int batch) {
    return x.broadcastTo(Shape.of(batch, x.shape().dim(-2), x.shape().dim(-1)));
  }

  private static Tensor linear(Tensor x, Map<String, Tensor> inputs) {
    Tensor weight = in("weight", inputs);
    Tensor rows = x.reshape(-1, x.shape().dim(-1)).linear(weight);
    Tensor y = rows.reshape(x.shape().with(-1, weight.shape().dim(0)));
    return inputs.containsKey("bias") ? y.plus(in("bias", inputs)) : y;
  }

  private static Tensor geluByTanh(Tensor x) {
    Tensor inner = x.plus(x.pow(3).times(0.044715)).times(Math.sqrt(2 / Math.PI));
    return x.times(inner.tanh().plus(1)).times(0.5);
  }

  private static Tensor softplus(Case c, Tensor x) {
    double beta = c.number("beta");
    Tensor scaled = x.times(beta);
    return x.where(scaled.greater(c.number("threshold")), scaled.softplus().dividedBy(beta));
  }

  private static Tensor batchNorm(Case c, Tensor x, Map<String, Tensor> inputs) {
    int rank = x.shape().rank();
    int[] folded = allButChannels(x);
    boolean training = c.flag("training");
    Tensor mean = training ? x.mean(folded) : in("runningMean", inputs);
    Tensor variance = training ? x.variance(0, folded) : in("runningVar", inputs);
    Tensor deviation = x.minus(mean.alongChannels(rank));
    Tensor scale = variance.plus(c.number("epsilon")).sqrt().alongChannels(rank);
    return affine(deviation.dividedBy(scale), inputs);
  }

  private static Tensor affine(Tensor y, Map<String, Tensor> inputs) {
    int rank = y.shape().rank();
    return inputs.containsKey("weight")
        ? y.times(in("weight", inputs).alongChannels(rank)).plusChannels(in("bias", inputs))
        : y;
  }

  private static Tensor layerNorm(Case c, Tensor x, Map<String, Tensor> inputs) {
    int axes = c.integers("normalizedShape").length;
    int rank = x.shape().rank();
    Tensor y = standardized(x, c.number("epsilon"), IntStream.range(rank - axes, rank).toArray());
    return inputs.containsKey("weight")
        ? y.times(in("weight", inputs)).plus(in("bias", inputs))
        : y;
  }

  private static Tensor grouped(Tensor x, int groups, double epsilon) {
    Tensor rows = x.reshape(x.shape().dim(0), groups, -1);
    return standardized(rows, epsilon, 2).reshape(x.shape());
  }

  private static Tensor standardized(Tensor x, double epsilon, int... axes) {
    Tensor deviation = x.minus(kept(x, x.mean(axes), axes));
    return deviation.dividedBy(kept(x, x.variance(0, axes), axes).plus(epsilon).sqrt());
  }

  private static Tensor pad(Case c, Tensor x) {
    if (c.text("mode").equals("constant")) {
      return x.pad(side(c, 0), side(c, 1), c.number("value"));
    }
    Tensor y = x;
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      y = mirrored(c, y, axis, c.padding()[axis][0], c.padding()[axis][1]);
    }
    return y;
  }

  private static Tensor mirrored(Case c, Tensor x, int axis, int before, int after) {
    int size = x.shape().dim(axis);
    List<Tensor> parts = new ArrayList<>();
    switch (c.text("mode")) {
      case "reflect" -> {
        parts.add(x.narrow(axis, 1, before).flip(axis));
        parts.add(x);
        parts.add(x.narrow(axis, size - 1 - after, after).flip(axis));
      }
      case "replicate" -> {
        parts.addAll(Collections.nCopies(before, x.narrow(axis, 0, 1)));
        parts.add(x);
        parts.addAll(Collections.nCopies(after, x.narrow(axis, size - 1, 1)));
      }
      default -> throw new IllegalArgumentException("no such padding: " + c.text("mode"));
    }
    return Tensor.concatenate(axis, parts.toArray(Tensor[]::new));
  }
}
