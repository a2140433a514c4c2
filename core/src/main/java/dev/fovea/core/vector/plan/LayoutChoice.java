package dev.fovea.core.vector.plan;

import dev.fovea.core.graph.Graph;
import dev.fovea.core.op.AvgPool;
import dev.fovea.core.op.AvgPoolTransposed;
import dev.fovea.core.op.Convolution;
import dev.fovea.core.op.ConvolutionTransposed;
import dev.fovea.core.op.ConvolutionWeightGradient;
import dev.fovea.core.op.MaxPool;
import dev.fovea.core.op.MaxPoolPick;
import dev.fovea.core.op.MaxPoolScatter;
import dev.fovea.core.shape.Shape;
import dev.fovea.core.vector.simd.Lanes;

/**
 * Whether the examples of a program are blocked, block by block, or whole batches go from operation
 * to operation in rows. The lanes win where there are many examples and small images or few
 * channels; rows where a block would be half empty, where there is but one, and where Winograd's or
 * Fourier's products save most of the work. Products of matrices alone are best done in rows.
 *
 * <p>An estimate, in multiply-adds of one core at its peak. It depends on the graph and the number
 * of lanes only, since it decides the bits of the result.
 */
final class LayoutChoice {
  /** What direct convolution in the lanes reaches of the peak. */
  private static final double LANES_SHARE = 0.65;

  /** What an element costs that goes through an operation in the first or second cache level. */
  private static final double NEAR_ELEMENT = 30;

  /** The same, where whole batches come from the third level or from memory. */
  private static final double FAR_ELEMENT = 90;

  /** Work that is not worth a second thread. */
  private static final double SMALL = 5e6;

  private LayoutChoice() {}

  /** Whether a batch of this many examples is best kept in blocks. */
  static boolean lanes(Graph graph, int examples, RowMajorLowering rows) {
    boolean images = graph.nodes().stream().anyMatch(LayoutChoice::isSpatial);
    if (examples == 0 || !images) {
      return false;
    }
    int blocks = Lanes.blocks(examples);
    double waste = (double) blocks * Lanes.COUNT / examples;
    double inBlocks = 0;
    double inRows = 0;
    for (int v = 0; v < graph.nodes().size(); v++) {
      Graph.Node node = graph.nodes().get(v);
      if (isConvolution(node)) {
        inBlocks += waste * rows.multiplyAdds(v) / LANES_SHARE;
        inRows += rows.cost(v);
      } else if (leads(node, examples)) {
        inBlocks += waste * node.shape().size() * NEAR_ELEMENT;
        inRows += node.shape().size() * FAR_ELEMENT;
      }
    }
    boolean canBeShared = blocks > 1 || inBlocks < SMALL;
    return inRows == Double.POSITIVE_INFINITY || (canBeShared && inBlocks < inRows);
  }

  private static boolean leads(Graph.Node node, int examples) {
    Shape shape = node.shape();
    return shape.rank() > 1 && shape.dim(0) == examples;
  }

  private static boolean isSpatial(Graph.Node node) {
    return switch (node.op()) {
      case MaxPool _, MaxPoolScatter _, MaxPoolPick _, AvgPool _, AvgPoolTransposed _ -> true;
      default -> isConvolution(node);
    };
  }

  private static boolean isConvolution(Graph.Node node) {
    return switch (node.op()) {
      case Convolution _, ConvolutionTransposed _, ConvolutionWeightGradient _ -> true;
      default -> false;
    };
  }
}
