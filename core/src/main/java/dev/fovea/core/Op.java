package dev.fovea.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation: a value that says what is computed, the shape of the result, and its gradient in
 * terms of other operations. It holds options only, never data, so that two equal programs compare
 * equal. Each operation is one record in one file.
 */
public sealed interface Op
    permits Leaf,
        Fill,
        Elementwise,
        Reduction,
        Rearrangement,
        MatMul,
        Softmax,
        LogSoftmax,
        Convolution,
        ConvolutionTransposed,
        ConvolutionWeightGradient,
        MaxPool,
        MaxPoolScatter,
        MaxPoolPick,
        AvgPool,
        AvgPoolTransposed,
        Dropout,
        OneHot,
        GatherRows,
        ScatterAddRows {

  /** What messages call this operation: PyTorch's name where it has one. */
  String name();

  /**
   * The shape of the result.
   *
   * @throws ShapeError if the inputs do not fit together
   */
  Shape outputShape(List<Shape> inputs);

  /** The element type of the result: by default the first input's. */
  default DType outputType(List<DType> inputs) {
    return inputs.getFirst();
  }

  /**
   * The gradient of a loss with respect to each input, given the gradient with respect to the
   * output; {@code null} where none flows.
   *
   * @param y the tensor this operation made; {@code y.inputs()} are its inputs
   * @param gradOut the gradient of the loss with respect to {@code y}, of its shape
   */
  List<@Nullable Tensor> gradient(Tensor y, Tensor gradOut);
}
