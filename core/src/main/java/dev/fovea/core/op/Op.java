package dev.fovea.core.op;

import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.shape.ShapeError;
import java.util.List;

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
}
