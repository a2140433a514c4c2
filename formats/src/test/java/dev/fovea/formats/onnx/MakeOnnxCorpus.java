package dev.fovea.formats.onnx;

import dev.fovea.core.Seed;
import dev.fovea.core.Tensor;
import dev.fovea.files.FloatWidth;
import dev.fovea.formats.onnx.proto.Attribute;
import dev.fovea.nn.network.Sequential;
import java.io.IOException;
import java.nio.file.Path;

/** Writes what {@link OnnxFuzz} starts from, into the folder that is named. */
public final class MakeOnnxCorpus {
  private MakeOnnxCorpus() {}

  /** Writes small models of many operators. */
  public static void main(String... arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Sequential cnn =
        Sequential.input(1, 6, 6)
            .conv2d(2, 3)
            .batchNorm2d()
            .relu()
            .maxPool2d(2)
            .flatten()
            .linear(2)
            .softmax()
            .build(Seed.of(1));
    OnnxFile.write(folder.resolve("cnn"), cnn);
    Sequential mlp = Sequential.input(3).linear(2).gelu().build(Seed.of(1));
    OnnxFile.write(folder.resolve("half"), mlp, FloatWidth.FLOAT16);
    Tensor image = Tensor.zeros(1, 2, 4, 4);
    Tensor two = Tensor.of(new long[] {0, -1}, 2);
    one("reshape", OneOperator.of("Reshape", 13, image, two).constants(1), folder);
    one(
        "resize",
        OneOperator.of("Resize", 10, image, Tensor.of(new float[] {1, 1, 2, 2}, 4))
            .constants(1)
            .text("mode", "linear"),
        folder);
    one(
        "slice",
        OneOperator.of("Slice", 13, image, two, two, two, Tensor.of(new long[] {1, -1}, 2))
            .constants(1),
        folder);
    one(
        "pad",
        OneOperator.of("Pad", 2, image)
            .wholes("pads", 0, 0, 1, 1, 0, 0, 1, 1)
            .text("mode", "reflect"),
        folder);
    one(
        "transposed",
        OneOperator.of("ConvTranspose", 11, image, Tensor.zeros(2, 1, 2, 2))
            .wholes("strides", 2, 2)
            .wholes("output_padding", 1, 1),
        folder);
    one(
        "pool",
        OneOperator.of("AveragePool", 19, image)
            .wholes("kernel_shape", 3, 3)
            .wholes("pads", 2, 1, 1, 2)
            .text("auto_pad", "NOTSET"),
        folder);
    one(
        "range",
        OneOperator.of("Range", 11, Tensor.scalar(0), Tensor.scalar(5), Tensor.scalar(1))
            .constants(0),
        folder);
    one(
        "constant",
        OneOperator.of("ConstantOfShape", 9, two)
            .constants(0)
            .with("value", new Attribute.Numbers(Tensor.of(new float[] {2}, 1))),
        folder);
    one(
        "matmul",
        OneOperator.of("MatMul", 13, Tensor.zeros(2, 1, 2, 3), Tensor.zeros(3, 2)),
        folder);
    one("split", OneOperator.of("Split", 11, image).whole("axis", 1).outputs(2), folder);
    one("gather", OneOperator.of("Gather", 13, image, two).whole("axis", 2), folder);
    one("sum", OneOperator.of("ReduceSum", 13, image, two).constants(1), folder);
    one("lrn", OneOperator.of("LRN", 13, image).whole("size", 3), folder);
  }

  private static void one(String name, OneOperator model, Path folder) throws IOException {
    model.write(folder.resolve(name));
  }
}
