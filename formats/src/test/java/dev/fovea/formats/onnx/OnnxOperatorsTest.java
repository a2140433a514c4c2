package dev.fovea.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.formats.onnx.operator.Operators;
import dev.fovea.formats.onnx.proto.Attribute;
import dev.fovea.nn.Pass;
import dev.fovea.nn.network.GraphNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every operator in the operator sets where it differs, held against ONNX Runtime. */
class OnnxOperatorsTest {
  private static final Tensor NONE = OneOperator.NONE;

  @TempDir Path folder;

  private static Tensor random(int... dims) {
    int size = 1;
    for (int dim : dims) {
      size *= dim;
    }
    Random random = new Random(size * 31L + dims.length);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Tensor.of(values, dims);
  }

  private static Tensor positive(int... dims) {
    float[] values = random(dims).toFloatArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.1f + Math.abs(values[i]);
    }
    return Tensor.of(values, dims);
  }

  private static Tensor longs(long... values) {
    return Tensor.of(values, values.length);
  }

  private static Tensor floats(float... values) {
    return Tensor.of(values, values.length);
  }

  private static Tensor truths(boolean... values) {
    return Tensor.of(values, values.length);
  }

  private static OneOperator of(String operator, int set, Tensor... inputs) {
    return OneOperator.of(operator, set, inputs);
  }

  private static List<OneOperator> elementCases() {
    List<OneOperator> cases = new ArrayList<>();
    Tensor image = random(2, 3, 4);
    for (String operator : List.of("Add", "Sub", "Mul", "Div")) {
      for (int set : new int[] {7, 13, 14}) {
        cases.add(of(operator, set, image, random(3, 1)));
        cases.add(of(operator, set, random(4), image));
      }
    }
    cases.add(of("Div", 14, longs(7, -7, 9), longs(2, 2, -4)).gives(DType.INT64));
    cases.add(of("Pow", 7, positive(2, 3), random(3)));
    cases.add(of("Pow", 13, random(2, 3), floats(2)).constants(1));
    cases.add(of("Pow", 13, floats(-2, -2, 0, 3), floats(3, 2, 0, -1.5f)));
    cases.add(of("Mod", 13, longs(7, -7, 7, -7), longs(3, 3, -3, -3)).gives(DType.INT64));
    cases.add(of("Mod", 13, floats(7, -7, 7.5f, -7.5f), floats(3, 3, -3, -2)).whole("fmod", 1));
    cases.add(of("PRelu", 7, image, random(3, 1)));
    cases.add(of("PRelu", 16, image, random(1)));
    for (String operator : List.of("Sum", "Max", "Min", "Mean")) {
      cases.add(of(operator, 8, image, random(3, 1), random(4)));
      cases.add(of(operator, 13, image));
    }
    for (String operator :
        List.of(
            "Neg",
            "Abs",
            "Exp",
            "Reciprocal",
            "Floor",
            "Ceil",
            "Relu",
            "Sigmoid",
            "Tanh",
            "Softplus",
            "Softsign",
            "Identity",
            "LeakyRelu",
            "Elu",
            "Selu",
            "HardSigmoid")) {
      cases.add(of(operator, 7, random(5, 7)));
      cases.add(of(operator, 18, random(5, 7)));
    }
    cases.add(of("Sqrt", 13, positive(5)));
    cases.add(of("Log", 13, positive(5)));
    cases.add(of("Sign", 13, floats(-2, 0, 3)));
    cases.add(of("Erf", 13, random(9)));
    cases.add(of("Round", 11, floats(-2.5f, -1.5f, -0.5f, 0.5f, 1.5f, 2.5f, 2.4f, -2.6f)));
    cases.add(of("Floor", 13, floats(-2.5f, -3, 3, 1e30f, Float.NEGATIVE_INFINITY, Float.NaN)));
    cases.add(of("HardSwish", 14, random(9)));
    cases.add(of("Mish", 18, random(9)));
    cases.add(of("Gelu", 20, random(9)));
    cases.add(of("Gelu", 20, random(9)).text("approximate", "tanh"));
    cases.add(of("LeakyRelu", 16, random(9)).real("alpha", 0.3));
    cases.add(of("Elu", 6, random(9)).real("alpha", 2));
    cases.add(of("Celu", 12, random(9)).real("alpha", 1.5));
    cases.add(of("Selu", 6, random(9)).real("alpha", 1.2).real("gamma", 0.7));
    cases.add(of("HardSigmoid", 6, random(9)).real("alpha", 0.5).real("beta", 0.6));
    cases.add(of("ThresholdedRelu", 10, random(9)).real("alpha", 0.4));
    cases.add(of("Clip", 6, random(9)).real("min", -0.5).real("max", 0.5));
    cases.add(of("Clip", 11, random(9), Tensor.scalar(-0.5), Tensor.scalar(0.5)).constants(1));
    cases.add(of("Clip", 13, random(9), NONE, Tensor.scalar(0.2)).constants(1));
    cases.add(of("Clip", 13, random(9), Tensor.scalar(0.2)));
    cases.add(of("Dropout", 7, random(9)));
    cases.add(of("Dropout", 10, random(9)).real("ratio", 0.3));
    cases.add(of("Dropout", 13, random(9), Tensor.scalar(0.3)).constants(1));
    cases.add(of("Cast", 9, floats(-1.7f, 0, 2.9f)).whole("to", 7).gives(DType.INT64));
    cases.add(of("Cast", 13, floats(-1.7f, 0, 2.9f)).whole("to", 9).gives(DType.BOOL));
    cases.add(of("Cast", 13, longs(-1, 0, 2)).whole("to", 1));
    cases.add(of("CastLike", 15, longs(-1, 0, 2), floats(1)));
    return cases;
  }

  private static List<OneOperator> logicCases() {
    List<OneOperator> cases = new ArrayList<>();
    for (String operator : List.of("Equal", "Less", "Greater", "LessOrEqual", "GreaterOrEqual")) {
      cases.add(of(operator, 16, floats(1, 2, 3), floats(2)).gives(DType.BOOL));
      cases.add(of(operator, 16, longs(1, 2, 3), longs(2, 2, 2)).gives(DType.BOOL));
    }
    Tensor a = truths(true, true, false, false);
    Tensor b = truths(true, false, true, false);
    for (String operator : List.of("And", "Or", "Xor")) {
      cases.add(of(operator, 7, a, b).gives(DType.BOOL));
    }
    cases.add(of("Equal", 13, a, b).gives(DType.BOOL));
    cases.add(of("Not", 7, a).gives(DType.BOOL));
    cases.add(of("Where", 16, a, random(3, 4), random(3, 1)));
    Tensor special = floats(1, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
    cases.add(of("IsNaN", 13, special).gives(DType.BOOL));
    cases.add(of("IsInf", 10, special).gives(DType.BOOL));
    cases.add(of("IsInf", 10, special).whole("detect_negative", 0).gives(DType.BOOL));
    return cases;
  }

  private static List<OneOperator> shapeCases() {
    Tensor x = random(2, 3, 4);
    return List.of(
        of("Shape", 7, x).gives(DType.INT64),
        of("Shape", 15, x).whole("start", 1).gives(DType.INT64),
        of("Shape", 15, x).whole("start", -3).whole("end", -1).gives(DType.INT64),
        of("Size", 13, x).gives(DType.INT64),
        of("Reshape", 5, x, longs(0, -1)).constants(1),
        of("Reshape", 14, x, longs(4, 0, -1)).constants(1),
        of("Reshape", 14, random(2, 3), longs(3, -1)).constants(1).whole("allowzero", 1),
        of("Flatten", 9, x),
        of("Flatten", 9, x).whole("axis", 0),
        of("Flatten", 11, x).whole("axis", -1),
        of("Flatten", 13, x).whole("axis", 3),
        of("Squeeze", 11, random(1, 3, 1)).wholes("axes", 0),
        of("Squeeze", 13, random(1, 3, 1), longs(-1)).constants(1),
        of("Squeeze", 13, random(1, 3, 1)),
        of("Unsqueeze", 11, x).wholes("axes", 0, 4),
        of("Unsqueeze", 13, x, longs(-1, 1)).constants(1),
        of("Expand", 8, random(3, 1), longs(2, 1, 4)).constants(1),
        of("Expand", 13, random(3, 4), longs(1)).constants(1),
        of("ConstantOfShape", 9, longs(2, 3)).constants(0),
        of("ConstantOfShape", 20, longs(2, 3))
            .constants(0)
            .with("value", new Attribute.Numbers(floats(2.5f))),
        of("Range", 11, Tensor.scalar(1), Tensor.scalar(4), Tensor.scalar(0.75)).constants(0),
        of("Constant", 9).with("value", new Attribute.Numbers(floats(1, 2))),
        of("Constant", 13).real("value_float", 2.5),
        of("Constant", 13).reals("value_floats", 2.5, -1.0),
        of("Constant", 13).whole("value_int", 3).gives(DType.INT64),
        of("Constant", 13).wholes("value_ints", 3, -4).gives(DType.INT64));
  }

  private static List<OneOperator> movingCases() {
    Tensor x = random(2, 3, 4);
    Tensor image = random(1, 2, 4, 5);
    Tensor blocks = random(1, 8, 2, 3);
    List<OneOperator> cases =
        new ArrayList<>(
            List.of(
                of("Transpose", 7, x),
                of("Transpose", 13, x).wholes("perm", 1, 2, 0),
                of("Concat", 7, x, random(2, 1, 4)).whole("axis", 1),
                of("Concat", 13, x, random(2, 3, 2)).whole("axis", -1),
                of("Split", 11, x).whole("axis", 2).outputs(2),
                of("Split", 11, x).whole("axis", 1).wholes("split", 1, 2).outputs(2),
                of("Split", 13, x, longs(1, 3)).constants(1).whole("axis", -1).outputs(2),
                of("Split", 18, random(5, 2)).whole("num_outputs", 3).outputs(3),
                of("Slice", 9, x)
                    .wholes("starts", 1, -3)
                    .wholes("ends", 3, 1000)
                    .wholes("axes", 1, 2),
                of("Slice", 10, x, longs(0, 1), longs(1, -1)).constants(1),
                of("Slice", 13, x, longs(-1), longs(-1000), longs(2), longs(-2)).constants(1),
                of("Slice", 13, x, longs(3), longs(0), longs(-1), longs(-1)).constants(1),
                of("Slice", 13, x, longs(2), longs(1), longs(1)).constants(1),
                of("Slice", 13, x, longs(0), longs(Long.MAX_VALUE), longs(2), longs(3))
                    .constants(1),
                of("Gather", 7, x, longs(1, 0, 1)),
                of("Gather", 11, x, longs(-1, 0)).whole("axis", 1),
                of("Gather", 13, x, Tensor.of(new long[] {2, -1, 0, 3}, 2, 2))
                    .constants(1)
                    .whole("axis", 2),
                of("Gather", 13, x, Tensor.of(new long[] {1})).constants(1).whole("axis", 1),
                of("Tile", 6, x, longs(2, 1, 3)).constants(1),
                of("Pad", 2, image).wholes("pads", 0, 0, 1, 2, 0, 1, 0, 3).real("value", 1.5),
                of("Pad", 11, image, longs(0, 0, 1, -1, 0, 0, 2, 1)).constants(1),
                of("Pad", 13, image, longs(0, 0, 1, 2, 0, 1, 0, 3), Tensor.scalar(-2)).constants(1),
                of("Pad", 18, image, longs(1, 2, 0, 1), NONE, longs(2, -1)).constants(1),
                of("OneHot", 11, longs(1, -1, 0), longs(3), floats(2, 5)).constants(1),
                of("OneHot", 11, longs(1, 2), longs(3), floats(0, 1)).constants(1).whole("axis", 0),
                of("DepthToSpace", 11, blocks).whole("blocksize", 2),
                of("DepthToSpace", 13, blocks).whole("blocksize", 2).text("mode", "CRD"),
                of("SpaceToDepth", 13, random(1, 2, 4, 6)).whole("blocksize", 2)));
    for (String mode : List.of("edge", "reflect")) {
      cases.add(
          of("Pad", 11, image, longs(0, 0, 2, 3, 0, 0, 1, 4)).constants(1).text("mode", mode));
    }
    cases.add(
        of("Pad", 19, image, longs(0, 0, 2, 3, 0, 0, 1, 4)).constants(1).text("mode", "wrap"));
    return cases;
  }

  private static List<OneOperator> resizingCases() {
    Tensor image = random(1, 2, 4, 5);
    List<OneOperator> cases = new ArrayList<>();
    for (String mode : List.of("nearest", "linear")) {
      cases.add(of("Upsample", 7, image).reals("scales", 1.0, 1.0, 2.0, 3.0).text("mode", mode));
      cases.add(of("Upsample", 9, image, floats(1, 1, 2, 2)).constants(1).text("mode", mode));
      cases.add(of("Resize", 10, image, floats(1, 1, 2, 1.5f)).constants(1).text("mode", mode));
      cases.add(of("Resize", 10, image, floats(1, 1, .5f, .6f)).constants(1).text("mode", mode));
    }
    for (String place :
        List.of("half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric")) {
      for (String mode : List.of("nearest", "linear", "cubic")) {
        cases.add(
            of("Resize", 13, image, NONE, floats(1, 1, 2, 1.7f))
                .constants(1)
                .text("mode", mode)
                .text("coordinate_transformation_mode", place));
        cases.add(
            of("Resize", 11, image, floats(), floats(), longs(1, 2, 7, 3))
                .constants(1)
                .text("mode", mode)
                .text("coordinate_transformation_mode", place));
      }
    }
    for (String rounding : List.of("round_prefer_floor", "round_prefer_ceil", "floor", "ceil")) {
      cases.add(
          of("Resize", 13, image, NONE, floats(1, 1, 1.5f, .7f))
              .constants(1)
              .text("nearest_mode", rounding));
    }
    cases.add(
        of("Resize", 18, image, NONE, NONE, longs(6, 8))
            .constants(1)
            .wholes("axes", 2, 3)
            .text("mode", "linear"));
    cases.add(
        of("Resize", 19, image, NONE, floats(1, 1, 1.3f, .8f))
            .constants(1)
            .text("mode", "linear")
            .text("coordinate_transformation_mode", "half_pixel_symmetric"));
    cases.add(
        of("Resize", 13, image, NONE, floats(1, 1, 1.5f, 2))
            .constants(1)
            .text("mode", "cubic")
            .real("cubic_coeff_a", -0.5)
            .whole("exclude_outside", 1));
    return cases;
  }

  private static List<OneOperator> reductionCases() {
    List<OneOperator> cases = new ArrayList<>();
    for (String operator :
        List.of(
            "ReduceSum",
            "ReduceMean",
            "ReduceMax",
            "ReduceMin",
            "ReduceProd",
            "ReduceL1",
            "ReduceL2",
            "ReduceSumSquare",
            "ReduceLogSum",
            "ReduceLogSumExp")) {
      Tensor x = positive(2, 3, 4);
      cases.add(of(operator, 11, x).wholes("axes", 0, -1));
      cases.add(of(operator, 11, x).whole("keepdims", 0));
      cases.add(of(operator, 18, x, longs(1)).constants(1).whole("keepdims", 0));
      cases.add(of(operator, 18, x));
      cases.add(of(operator, 18, x).whole("noop_with_empty_axes", 1));
    }
    cases.add(of("ReduceSum", 13, random(2, 3), longs(0)).constants(1));
    cases.add(of("ReduceSum", 13, longs(1, 2, 3)).gives(DType.INT64));
    Tensor ties = Tensor.of(new float[] {3, 1, 3, 1, 2, 2}, 2, 3);
    for (String operator : List.of("ArgMax", "ArgMin")) {
      cases.add(of(operator, 11, ties).gives(DType.INT64));
      cases.add(of(operator, 13, ties).whole("axis", -1).whole("keepdims", 0).gives(DType.INT64));
      cases.add(
          of(operator, 13, ties).whole("axis", 1).whole("select_last_index", 1).gives(DType.INT64));
    }
    return cases;
  }

  private static List<OneOperator> productCases() {
    return List.of(
        of("MatMul", 7, random(2, 3), random(3, 4)),
        of("MatMul", 13, random(2, 5, 3), random(3, 4)),
        of("MatMul", 13, random(2, 1, 5, 3), random(3, 3, 4)),
        of("MatMul", 13, random(3), random(3, 4)),
        of("MatMul", 13, random(2, 5, 3), random(3)),
        of("Gemm", 7, random(2, 3), random(3, 4), random(4)),
        of("Gemm", 9, random(3, 2), random(4, 3), random(2, 1))
            .whole("transA", 1)
            .whole("transB", 1)
            .real("alpha", 0.5)
            .real("beta", 2),
        of("Gemm", 13, random(2, 3), random(4, 3)).whole("transB", 1));
  }

  private static List<OneOperator> windowCases() {
    Tensor image = random(2, 4, 7, 8);
    Tensor signal = random(2, 4, 9);
    Tensor volume = random(1, 2, 5, 6, 7);
    List<OneOperator> cases = new ArrayList<>();
    cases.add(of("Conv", 7, image, random(6, 4, 3, 2), random(6)).wholes("pads", 1, 0, 2, 1));
    cases.add(
        of("Conv", 11, image, random(6, 2, 3, 3))
            .whole("group", 2)
            .wholes("strides", 2, 1)
            .wholes("dilations", 1, 2));
    cases.add(of("Conv", 11, signal, random(3, 4, 4), random(3)).wholes("strides", 2));
    cases.add(
        of("Conv", 11, volume, random(4, 1, 2, 3, 2), random(4))
            .whole("group", 2)
            .wholes("pads", 1, 0, 1, 0, 1, 1)
            .wholes("strides", 2, 1, 2)
            .wholes("dilations", 2, 1, 1));
    for (String mode : List.of("SAME_UPPER", "SAME_LOWER", "VALID")) {
      cases.add(
          of("Conv", 11, image, random(3, 4, 3, 2)).wholes("strides", 2, 3).text("auto_pad", mode));
      cases.add(
          of("MaxPool", 11, image)
              .wholes("kernel_shape", 2, 3)
              .wholes("strides", 2, 2)
              .text("auto_pad", mode));
      cases.add(of("AveragePool", 11, image).wholes("kernel_shape", 2, 3).text("auto_pad", mode));
      cases.add(
          of("ConvTranspose", 11, image, random(4, 3, 3, 2))
              .wholes("strides", 2, 3)
              .text("auto_pad", mode));
    }
    cases.add(
        of("ConvTranspose", 11, image, random(4, 3, 3, 2), random(6))
            .whole("group", 2)
            .wholes("strides", 2, 3)
            .wholes("pads", 1, 0, 0, 1)
            .wholes("output_padding", 1, 2));
    cases.add(
        of("ConvTranspose", 11, image, random(4, 3, 3, 3))
            .wholes("strides", 2, 2)
            .wholes("output_shape", 14, 16));
    cases.add(of("ConvTranspose", 11, signal, random(4, 2, 3)).wholes("dilations", 2));
    cases.add(of("MaxPool", 8, signal).wholes("kernel_shape", 3));
    cases.add(
        of("MaxPool", 12, image)
            .wholes("kernel_shape", 3, 3)
            .wholes("strides", 2, 2)
            .wholes("dilations", 1, 2)
            .wholes("pads", 1, 1, 1, 1)
            .whole("ceil_mode", 1));
    cases.add(of("MaxPool", 11, image).wholes("kernel_shape", 3, 3).wholes("pads", 2, 2, 2, 2));
    cases.add(of("MaxPool", 11, volume).wholes("kernel_shape", 2, 3, 2).wholes("strides", 2, 1, 2));
    for (int counts = 0; counts < 2; counts++) {
      cases.add(
          of("AveragePool", 7, image)
              .wholes("kernel_shape", 3, 3)
              .wholes("pads", 1, 0, 1, 1)
              .whole("count_include_pad", counts));
      cases.add(
          of("AveragePool", 19, image)
              .wholes("kernel_shape", 3, 3)
              .wholes("strides", 2, 2)
              .wholes("pads", 1, 1, 1, 1)
              .whole("ceil_mode", 1)
              .whole("count_include_pad", counts));
      cases.add(
          of("AveragePool", 11, image)
              .wholes("kernel_shape", 3, 3)
              .wholes("pads", 2, 2, 2, 2)
              .whole("count_include_pad", counts));
      cases.add(
          of("AveragePool", 19, volume)
              .wholes("kernel_shape", 2, 3, 2)
              .wholes("pads", 0, 1, 1, 1, 1, 0)
              .whole("count_include_pad", counts));
    }
    cases.add(of("AveragePool", 19, image).wholes("kernel_shape", 2, 2).wholes("dilations", 2, 2));
    cases.add(of("GlobalAveragePool", 7, image));
    cases.add(of("GlobalAveragePool", 7, volume));
    cases.add(of("GlobalMaxPool", 7, signal));
    return cases;
  }

  private static List<OneOperator> normalizationCases() {
    Tensor image = random(2, 4, 3, 5);
    Tensor scale = random(4);
    Tensor bias = floats(0.1f, -2, 3, 0);
    List<OneOperator> cases = new ArrayList<>();
    for (int set : new int[] {7, 9, 14, 15}) {
      cases.add(
          of("BatchNormalization", set, image, scale, bias, random(4), positive(4))
              .real("epsilon", 1e-3));
    }
    cases.add(of("BatchNormalization", 15, random(3, 4), scale, bias, random(4), positive(4)));
    cases.add(of("InstanceNormalization", 6, image, scale, bias).real("epsilon", 1e-3));
    cases.add(of("LayerNormalization", 17, image, random(5), random(5)));
    cases.add(of("LayerNormalization", 17, image, random(3, 5)).whole("axis", -2));
    cases.add(of("GroupNormalization", 18, image, random(2), random(2)).whole("num_groups", 2));
    cases.add(of("GroupNormalization", 21, image, scale, bias).whole("num_groups", 2));
    for (int size : new int[] {1, 3, 5}) {
      cases.add(
          of("LRN", 13, image)
              .whole("size", size)
              .real("alpha", 0.2)
              .real("beta", 0.6)
              .real("bias", 1.5));
    }
    cases.add(of("LpNormalization", 7, image).whole("axis", 1));
    cases.add(of("LpNormalization", 7, image).whole("p", 1));
    cases.add(of("MeanVarianceNormalization", 13, image));
    cases.add(of("MeanVarianceNormalization", 9, image).wholes("axes", 0, 2));
    for (String operator : List.of("Softmax", "LogSoftmax")) {
      cases.add(of(operator, 7, image));
      cases.add(of(operator, 11, image).whole("axis", -2));
      cases.add(of(operator, 13, image));
      cases.add(of(operator, 13, image).whole("axis", 1));
      cases.add(of(operator, 13, random(2, 5)));
    }
    return cases;
  }

  private static List<OneOperator> lossCases() {
    List<OneOperator> cases = new ArrayList<>();
    for (String operator : List.of("SoftmaxCrossEntropyLoss", "NegativeLogLikelihoodLoss")) {
      for (String reduction : List.of("none", "sum", "mean")) {
        cases.add(of(operator, 13, random(3, 4), longs(1, 0, 3)).text("reduction", reduction));
        cases.add(
            of(operator, 12, random(3, 4), longs(1, 2, 3), positive(4))
                .text("reduction", reduction)
                .whole("ignore_index", 2));
      }
      cases.add(of(operator, 13, random(2, 3, 2), Tensor.of(new long[] {0, 1, 2, 1}, 2, 2)));
    }
    cases.add(of("SoftmaxCrossEntropyLoss", 13, random(3, 4), longs(1, 0, 3)).outputs(2));
    return cases;
  }

  private static Stream<OneOperator> cases() {
    return Stream.of(
            elementCases(),
            logicCases(),
            shapeCases(),
            movingCases(),
            resizingCases(),
            reductionCases(),
            productCases(),
            windowCases(),
            normalizationCases(),
            lossCases())
        .flatMap(List::stream);
  }

  @TestFactory
  Stream<DynamicTest> asOnnxRuntimeComputesIt() {
    return cases().map(one -> DynamicTest.dynamicTest(one.toString(), () -> named(one)));
  }

  /** Not every report shows the names of dynamic tests. */
  private void named(OneOperator one) throws IOException {
    try {
      judge(one);
    } catch (AssertionError wrong) {
      throw new AssertionError(one + ": " + wrong.getMessage(), wrong);
    }
  }

  private void judge(OneOperator one) throws IOException {
    Path file = folder.resolve("one.onnx");
    one.write(file);
    List<Tensor> expected = OnnxRuntime.runAll(file, one.data());
    GraphNetwork net = OnnxFile.read(file);
    List<Tensor> found = net.forward(one.data(), Pass.evaluation());
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).dtype()).isEqualTo(expected.get(i).dtype());
      Closeness.check(found.get(i), expected.get(i), 1e-4, 1e-5);
    }
  }

  @Test
  void noOperatorIsForgotten() {
    Set<String> tested = cases().map(OneOperator::operator).collect(Collectors.toSet());
    Set<String> untested = new TreeSet<>(Operators.names());
    untested.removeAll(tested);
    // ONNX Runtime does not know it yet.
    assertThat(untested).containsExactly("Swish");
  }
}
